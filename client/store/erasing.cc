#include "client/store/erasing.h"

#include <algorithm>
#include <map>

#include "client/store/epochs.h"
#include "client/store/handing.h"
#include "client/store/identities.h"
#include "client/store/late.h"
#include "client/store/log.h"
#include "client/store/rotate.h"
#include "client/store/stream_copies.h"
#include "client/store/strip.h"
#include "client/store/typed_ids.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// The batches here that have changes about an entry.
std::set<BatchHash> batches_about(Vault& vault, const SectionRow& section, const EntityId& entry) {
  std::vector<std::int64_t> all;
  auto& rows = vault.db()
                   .statement("SELECT id FROM batch WHERE section = ?1 AND hash IS NOT NULL")
                   .bind(1, section.id);
  while (rows.step()) all.push_back(rows.integer(0));
  std::set<BatchHash> found;
  for (const std::int64_t row : all) {
    const auto bytes = batch_bytes(vault, row);
    MUST(bytes);
    const auto batch = decode_batch(*bytes);
    MUST(batch);
    const bool is_about =
        std::any_of(batch->elements.begin(), batch->elements.end(),
                    [&](const BatchElement& element) { return entity_of(element) == entry; });
    if (is_about) found.insert(batch->hash());
  }
  return found;
}

using Confirmed = std::map<EntityId, std::set<DeviceId>>;

Confirmed confirmed_in(Vault& vault, const SpaceId& space, std::uint64_t section) {
  Confirmed confirmed;
  for (const KeptWord& word : words_of(vault, space)) {
    if (word.kind != MessageKind::wiped || word.word.section != section) continue;
    for (const EntityId& entry : word.word.entries) confirmed[entry].insert(word.device);
  }
  return confirmed;
}

// Devices of those who read the section now, and the owner's others.
std::vector<Unconfirmed> devices_that_have_it(Vault& vault, const SectionRow& section,
                                              const SectionEpochs& epochs) {
  std::set<RootId> readers{root_of_author(vault.db(), section.owner)};
  std::set<DeviceId> ended;
  for (const EpochId& id : epochs.heads) {
    const EpochRecord& head = epochs.records.at(id);
    for (const Member& member : head.members) readers.insert(member.root);
    ended.insert(head.ended.begin(), head.ended.end());
  }
  std::vector<Unconfirmed> devices;
  for (const RootId& reader : readers) {
    const auto card = known_card(vault, reader);
    if (!card) continue;
    for (const auto& [device, record] : card->devices) {
      const bool is_here = device == vault.device().id();
      if (!is_here && !ended.contains(device)) devices.push_back({reader, device});
    }
  }
  return devices;
}

// When an entry was first erased.
std::map<EntityId, TimeMs> erased_at(const SectionEpochs& epochs) {
  std::map<EntityId, TimeMs> first;
  for (const auto& [id, record] : epochs.records) {
    for (const auto& [entity, seen] : record.erased) {
      const auto at = first.try_emplace(entity, record.at).first;
      at->second = std::min(at->second, record.at);
    }
  }
  return first;
}

void add_erasures(Vault& vault, const SectionRow& section, std::vector<Erasure>& into) {
  const SectionEpochs epochs = section_epochs(vault, section.id);
  const auto first = erased_at(epochs);
  if (first.empty()) return;
  const Confirmed confirmed = confirmed_in(vault, section.space, section.number);
  const auto devices = devices_that_have_it(vault, section, epochs);
  const bool is_at_server =
      lies_at_the_server(vault.db(), section.id) || has_streams_to_drop(vault.db());
  for (const auto& [entity, at] : first) {
    Erasure erasure{section.space, section.number, entity, at, is_at_server, {}};
    const auto by = confirmed.find(entity);
    for (const Unconfirmed& one : devices) {
      const bool has_said = by != confirmed.end() && by->second.contains(one.device);
      if (!has_said) erasure.unconfirmed.push_back(one);
    }
    into.push_back(std::move(erasure));
  }
}

}  // namespace

std::vector<RootId> ever_readers(Vault& vault, std::int64_t section) {
  std::set<RootId> readers;
  for (const SignedEpoch& epoch : epochs_of(vault, section)) {
    for (const Share& share : epoch.record.shares) readers.insert(share.grantee);
  }
  return {readers.begin(), readers.end()};
}

std::vector<RootId> ever_readers_of(Vault& vault, const EntryName& entry) {
  const auto section = find_section(vault.db(), entry.space, entry.section);
  return section ? ever_readers(vault, section->id) : std::vector<RootId>();
}

bool may_erase(Vault& vault, const EntryName& entry) {
  const auto section = find_section(vault.db(), entry.space, entry.section);
  return section && section->is_owner();
}

Result<ErasedEntry> erase_in(Vault& vault, const SectionRow& section, const EntityId& entry) {
  if (!section.is_owner()) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record for them, can erase it.");
  }
  close_open_batch(vault, section.id);
  EpochAct act;
  act.erases = {entry};
  act.seen = batches_about(vault, section, entry);
  if (act.seen.empty()) return error(ErrorCode::not_found, "There is no such entry here.");
  TRY_DO(make_epoch(vault, section, std::move(act)));
  TRY_DO(hand_out(vault, section));
  vault.touch();
  return ErasedEntry{entry, ever_readers(vault, section.id)};
}

Result<ErasedEntry> erase_entry(Vault& vault, const EntryName& name) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  const auto section = find_section(vault.db(), name.space, name.section);
  if (!section) return error(ErrorCode::not_found, "There is no such entry here.");
  TRY(ErasedEntry erased, erase_in(vault, *section, name.id));
  transaction.commit();
  finish_leaving(vault);
  return erased;
}

Result<EntryName> find_to_erase(Vault& vault, std::string_view typed) {
  if (typed.size() < kFewestDigits) {
    return error(ErrorCode::usage, "Type at least four letters of the entry's id.");
  }
  std::vector<EntryName> fitting;
  auto& rows = vault.db().statement(
      "SELECT space.space, section.number, entry.kind, entry.entity FROM entry JOIN section ON "
      "section.id = entry.section JOIN space ON space.id = section.space");
  while (rows.step()) {
    const EntryName name{rows.id<SpaceId>(0), static_cast<std::uint64_t>(rows.integer(1)),
                         static_cast<std::uint64_t>(rows.integer(2)), rows.id<EntityId>(3)};
    if (id_fits(name.id.view(), typed)) fitting.push_back(name);
  }
  return only_one(std::move(fitting), "entry");
}

std::vector<Erasure> erasures(Vault& vault, const std::optional<SpaceId>& space) {
  std::vector<Erasure> list;
  for (const SectionRow& section : all_section_rows(vault.db())) {
    const bool is_meant = section.is_owner() && (!space || section.space == *space);
    if (is_meant) add_erasures(vault, section, list);
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Erasure& a, const Erasure& b) { return a.at < b.at; });
  return list;
}

void say_erased(Vault& vault) {
  std::map<std::int64_t, std::set<EntityId>> due;
  auto& rows = vault.db().statement("SELECT section, entity FROM erased WHERE said = 0");
  while (rows.step()) due[rows.integer(0)].insert(rows.id<EntityId>(1));
  for (const auto& [number, entries] : due) {
    const auto section = section_row(vault.db(), number);
    MUST(section);
    SectionWord word;
    word.space = section->space;
    word.section = section->number;
    word.entries = entries;
    const RootId owner = root_of_author(vault.db(), section->owner);
    const RootId from = section->is_owner() ? owner : vault.me();
    if (!say(vault, {owner, from, MessageKind::wiped}, word)) continue;  // no card: tried again
    vault.db().statement("UPDATE erased SET said = 1 WHERE section = ?1").bind(1, number).run();
  }
}

}  // namespace alongside
