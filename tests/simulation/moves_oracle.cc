#include <algorithm>

#include "client/store/erased_records.h"
#include "client/store/joined.h"
#include "client/store/own_identities.h"
#include "shared/model/kinds.h"
#include "tests/simulation/moves_of_people.h"
#include "tests/simulation/vault_log.h"

namespace alongside {
namespace {

// Those who sync and whose words count as their person's.
std::vector<std::size_t> active(World& world) {
  auto numbers = world.present();
  std::erase_if(numbers, [&](std::size_t number) { return world.ended.contains(number); });
  return numbers;
}

bool is_erased_anywhere(World& world, const SpaceId& space) {
  const auto numbers = world.present();
  return std::any_of(numbers.begin(), numbers.end(), [&](std::size_t number) {
    return is_erased(world.device(number).window().db(), space);
  });
}

// Anything that says what was in it, who read it, or what opens it. (The rows of its sections
// stay.)
std::int64_t rows_of_record(Vault& vault, const SpaceId& space) {
  std::int64_t rows = 0;
  for (const std::string table : {"epoch", "share", "entry", "chain", "stream"}) {
    auto& query = vault.db()
                      .statement("SELECT count(*) FROM " + table +
                                 " WHERE section IN (SELECT section.id FROM section JOIN space ON "
                                 "space.id = section.space WHERE space.space = ?1)")
                      .bind(1, space);
    rows += first_row(query, [](Statement& row) { return row.integer(0); }).value_or(0);
  }
  return rows;
}

void check_gone(World& world, const SpaceId& space) {
  if (!world.asked_to_go.contains(space)) world.fail("a record was erased, and nobody asked");
  for (const std::size_t number : active(world)) {
    SimDevice& device = world.device(number);
    const auto batches = batches_of(device.window());
    const bool has_batches = std::any_of(batches.begin(), batches.end(), [&](const auto& batch) {
      return batch.second.space == space;
    });
    if (has_batches || rows_of_record(device.window(), space) > 0) {
      world.fail(device.name() + " still has something of a record that was erased");
    }
  }
  const auto there = world.server.all_blobs();
  for (const auto& [section, model] : world.consent) {
    if (section.first != space) continue;
    for (const Address& address : model.made()) {
      const auto blobs = there.find(address);
      if (blobs == there.end() || blobs->second.empty()) continue;
      world.fail("the server still has something of a record that was erased");
    }
  }
}

void forget(World& world, const SpaceId& space) {
  std::erase_if(world.people, [&](const World::Person& person) { return person.space == space; });
  std::erase_if(world.entries, [&](const auto& entry) { return entry.first.first == space; });
  std::erase_if(world.consent, [&](const auto& model) { return model.first.first == space; });
  std::erase_if(world.newer_blobs,
                [&](const World::NewerBlob& newer) { return newer.section.first == space; });
  for (auto* of : {&world.readers, &world.writers, &world.later_readers, &world.ever_full}) {
    std::erase_if(*of, [&](const auto& section) { return section.first.first == space; });
  }
  world.ledger.forget(space);
}

void check_holders(World& world) {
  for (const World::Person& person : world.people) {
    const auto held = world.held_before.find(person.space);
    if (held == world.held_before.end()) continue;
    const RootId root = world.device(person.holder).root();
    for (const std::size_t number : active(world)) {
      if (!held->second.contains(number)) continue;
      const auto kept = kept_identities(world.device(number).window());
      if (std::count(kept.begin(), kept.end(), root) != 0) {
        world.fail(world.device(number).name() + " did not let go of what it held");
      }
    }
  }
}

void check_joined(World& world) {
  std::map<RootId, std::set<std::set<SpaceId>>> groups;
  for (const std::size_t number : active(world)) {
    SimDevice& device = world.device(number);
    std::set<std::set<SpaceId>> here;
    for (const auto& group : joined_groups(device.window())) {
      here.insert({group.begin(), group.end()});
    }
    const auto [of, is_first] = groups.try_emplace(device.root(), here);
    if (!is_first && of->second != here) {
      world.fail(device.name() + " does not know who is joined on another one");
    }
  }
}

}  // namespace

void check_moves(World& world) {
  if (!world.records_move) return;
  std::vector<SpaceId> gone;
  for (const World::Person& person : world.people) {
    if (is_erased_anywhere(world, person.space)) gone.push_back(person.space);
  }
  for (const SpaceId& space : gone) {
    check_gone(world, space);
    forget(world, space);
    ++world.counts.erased_whole;
  }
  check_holders(world);
  check_joined(world);
}

}  // namespace alongside
