#include <algorithm>

#include "client/store/erasing.h"
#include "client/store/streams.h"
#include "shared/change/change.h"
#include "shared/seal/blob.h"
#include "tests/simulation/by_id.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/oracles.h"

namespace alongside {
namespace {

using Erased = std::map<EntityId, std::set<BatchHash>>;

// Whether a batch has a change about something erased, in full.
bool shows_erased(const Batch& batch, const Erased& erased) {
  return std::any_of(
      batch.elements.begin(), batch.elements.end(), [&](const BatchElement& element) {
        const auto change = element.erased ? Result<Change>(error(ErrorCode::not_found, ""))
                                           : decode_change(element.change);
        return change && change->kind != 0 && erased.contains(change->entity);
      });
}

// The content keys of all streams that anybody here has, by address.
std::map<Address, Key> all_keys(World& world) {
  std::map<Address, Key> keys;
  for (const std::size_t number : world.present()) {
    auto& rows = world.device(number).window().db().statement(
        "SELECT address, epoch_key FROM stream WHERE purpose = 0 AND epoch_key IS NOT NULL");
    while (rows.step()) keys.emplace(rows.id<Address>(0), Key::from(rows.blob(1)).value());
  }
  return keys;
}

// A seal that this app does not know cannot be moved: its stream stays.
bool has_newer_seal(const World& world, const Address& address) {
  return std::any_of(world.newer_blobs.begin(), world.newer_blobs.end(),
                     [&](const auto& newer) { return newer.address == address && !newer.inside; });
}

void check_server(World& world, const Erased& erased) {
  const auto keys = all_keys(world);
  for (const auto& [address, blobs] : world.server.all_blobs()) {
    const auto key = keys.find(address);
    if (key == keys.end() || has_newer_seal(world, address)) continue;
    for (const Bytes& blob : blobs) {
      const auto payload = open_blob(content_key_of(key->second), address, blob);
      const bool is_batch =
          payload && payload->kind == static_cast<std::uint8_t>(PayloadKind::batch);
      const auto batch =
          is_batch ? decode_batch(payload->bytes) : Result<Batch>(error(ErrorCode::not_found, ""));
      if (batch && shows_erased(*batch, erased)) {
        world.fail("the server still has something that was erased");
        return;
      }
    }
  }
}

// Which batches about erased entries a vault has had for its owner to decide on.
std::set<std::pair<BatchHash, EntityId>> ever_in_the_tray(Vault& vault) {
  std::set<Hash> ids;
  auto& rows = vault.db().statement("SELECT id FROM late_change");
  while (rows.step()) ids.insert(rows.id<Hash>(0));
  std::set<std::pair<BatchHash, EntityId>> found;
  for (const auto& [hash, logged] : batches_of(vault)) {
    for (const auto& [entry, seen] : erased_on(vault)) {
      const Hash id = tagged_hash("alongside/late-change", {hash.view(), entry.view()});
      if (ids.contains(id)) found.emplace(hash, entry);
    }
  }
  return found;
}

bool says_something(View bytes) {
  const auto change = decode_change(bytes);
  return change && std::any_of(change->ops.begin(), change->ops.end(),
                               [](const Op& op) { return op.kind != OpKind::del; });
}

// What somebody saved about an entry and no ERASE had seen is with its keeper to be decided on.
void check_tray(World& world, const Erased& erased) {
  for (const World::Person& person : world.people) {
    if (world.lost.contains(person.holder)) continue;
    Vault& keeper = world.device(person.holder).window();
    const auto tray = ever_in_the_tray(keeper);
    std::map<std::tuple<std::uint64_t, Chain, std::uint64_t>, BatchHash> at;
    std::set<BatchHash> let_go;
    for (const auto& [hash, logged] : batches_of(keeper)) {
      if (logged.space != person.space) continue;
      const BatchHeader& header = logged.batch.header;
      at.emplace(std::tuple(logged.section, header.chain(), header.seq), hash);
    }
    for (const auto& [place, saved] : world.ledger.all()) {
      const EntityId entry = entry_of(saved.bytes);
      const auto gone = erased.find(entry);
      if (place.space != person.space || gone == erased.end()) continue;
      const auto batch = at.find(std::tuple(place.section, place.chain, place.seq));
      if (batch == at.end()) continue;
      const bool is_due = !gone->second.contains(batch->second) && says_something(saved.bytes);
      if (is_due && !tray.contains({batch->second, entry})) {
        world.fail("what was written about an erased entry waits nowhere");
      }
    }
  }
}

}  // namespace

bool lies_in_some_stream(World& world, View payload) {
  const auto keys = all_keys(world);
  for (const auto& [address, blobs] : world.server.all_blobs()) {
    const auto key = keys.find(address);
    if (key == keys.end()) continue;
    for (const Bytes& blob : blobs) {
      const auto opened = open_blob(content_key_of(key->second), address, blob);
      if (opened && equal(opened->bytes, payload)) return true;
    }
  }
  return false;
}

std::map<EntityId, std::set<BatchHash>> erased_in(World& world) {
  Erased all;
  for (const std::size_t number : world.present()) {
    for (const auto& [entry, seen] : erased_on(world.device(number).window())) {
      all[entry].insert(seen.begin(), seen.end());
    }
  }
  return all;
}

void check_erased(World& world) {
  const Erased erased = erased_in(world);
  for (const auto& [entry, seen] : erased) {
    if (!world.asked_to_erase.contains(entry)) world.fail("erased, and nobody asked for it");
  }
  for (const std::size_t number : world.present()) {
    if (world.ended.contains(number)) continue;  // it wipes nothing by itself
    for (const auto& [hash, logged] : batches_of(world.device(number).window())) {
      if (!shows_erased(logged.batch, erased)) continue;
      world.fail(world.device(number).name() + " still has something that was erased");
      break;
    }
  }
  check_server(world, erased);
  check_tray(world, erased);
}

void erase_one(World& world, std::size_t number) {
  for (const World::Person& person : world.people) {
    if (!world.is_owner(number, person.space)) continue;
    const SectionKey section{person.space, world.one_in(2) ? kSectionNotes : kSectionGoals};
    const auto& entries = world.entries[section];
    if (entries.empty() || world.ended.contains(number)) continue;
    const EntityId entry = entries[world.random.below(entries.size())];
    world.asked_to_erase.insert(entry);
    World::Decision decision{section, {}, std::nullopt};
    decision.erases = {entry};
    const bool is_done = decide(world, number, decision, [&] {
      const EntryName name{person.space, section.second, 0, entry};
      return erase_entry(world.device(number).window(), name).has_value();
    });
    if (is_done) ++world.counts.erased;
    return;
  }
}

}  // namespace alongside
