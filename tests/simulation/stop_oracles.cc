#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/section_records.h"
#include "shared/model/kinds.h"
#include "tests/simulation/oracles.h"

namespace alongside {
namespace {

using BatchLog = std::map<BatchHash, LoggedBatch>;

std::string about(World& world, std::size_t number, const SectionKey& section) {
  const SectionSpec* spec = find_section(section.second);
  return world.device(number).name() + " in " +
         (spec != nullptr ? std::string(spec->name) : std::to_string(section.second));
}

bool is_in(const LoggedBatch& logged, const SectionKey& section) {
  return logged.space == section.first && logged.section == section.second;
}

// What the one who keeps the record has applied, a reader of all of it has applied, and the other
// way round; what a reader from some point on has stands there as it does here.
void compare(World& world, std::size_t number, const SectionKey& section, const BatchLog& kept,
             const BatchLog& own) {
  const bool reads_all = world.later_readers[section].count(number) == 0;
  for (const auto& [hash, logged] : kept) {
    if (!is_in(logged, section) || logged.standing != 0) continue;
    const auto found = own.find(hash);
    const bool has_it = found != own.end() && found->second.standing == 0;
    if (reads_all && !has_it) world.fail(about(world, number, section) + " lacks a batch");
  }
  for (const auto& [hash, logged] : own) {
    if (!is_in(logged, section)) continue;
    const auto found = kept.find(hash);
    if (found == kept.end()) {
      world.fail(about(world, number, section) + " has a batch that its keeper has not");
    } else if ((found->second.standing == 0) != (logged.standing == 0)) {
      world.fail(about(world, number, section) +
                 " judges a batch otherwise than its keeper: " + std::to_string(logged.standing) +
                 " for " + std::to_string(found->second.standing));
    }
  }
}

// What somebody who starts from now on was never to be given: others' batches that every EPOCH that
// admitted them covers.
void check_no_history(World& world, std::size_t number, const SectionKey& section,
                      SimDevice& keeper, const BatchLog& own) {
  if (world.ever_full[section].count(number) != 0) return;  // they had it by right, once
  const auto row = find_section(keeper.window().db(), section.first, section.second);
  if (!row) return;  // a device of the keeper's that was never given it: its own oracle says so
  const SectionEpochs epochs = section_epochs(keeper.window(), row->id);
  std::set<EpochId> admitting;
  for (const SignedEpoch& epoch : epochs.all) {
    for (const Share& share : epoch.record.shares) {
      if (share.grantee == world.device(number).root()) admitting.insert(epoch.id);
    }
  }
  SectionRecords records(keeper.window(), *row);
  for (const auto& [hash, logged] : own) {
    if (!is_in(logged, section)) continue;
    if (logged.batch.header.device == world.device(number).window().device().id()) continue;
    const bool is_history =
        std::all_of(admitting.begin(), admitting.end(), [&, &batch = hash](const EpochId& since) {
          return records.records().covers(since, batch);
        });
    if (is_history) world.fail(about(world, number, section) + " was given history");
  }
}

// What was written since somebody may read is there for them, whoever wrote it and wherever it lay.
void check_all_since(World& world, std::size_t number, const SectionKey& section, SimDevice& keeper,
                     const BatchLog& kept, const BatchLog& own) {
  const auto row = find_section(keeper.window().db(), section.first, section.second);
  if (!row) return;  // a device of the keeper's that was never given it: its own oracle says so
  const SectionEpochs epochs = section_epochs(keeper.window(), row->id);
  const EpochRecord* head = epochs.head();
  const Member* member =
      head != nullptr ? member_under(*head, world.device(number).root()) : nullptr;
  if (member == nullptr || member->full) return;
  SectionRecords records(keeper.window(), *row);
  for (const auto& [hash, logged] : kept) {
    if (!is_in(logged, section) || logged.standing != 0) continue;
    const bool is_since = std::any_of(
        member->since.begin(), member->since.end(), [&, &batch = hash](const EpochId& since) {
          return !records.records().covers(since.is_zero() ? epochs.heads.front() : since, batch);
        });
    const auto found = own.find(hash);
    const bool has_it = found != own.end() && found->second.standing == 0;
    if (is_since && !has_it) {
      world.fail(about(world, number, section) + " lacks what was written since");
    }
  }
}

}  // namespace

void check_logs_after_stops(World& world) {
  std::map<std::size_t, BatchLog> logs;
  std::map<std::size_t, std::map<ChangePlace, Bytes>> changes;
  for (const std::size_t number : world.present()) {
    logs[number] = batches_of(world.device(number).window());
    changes[number] = changes_of(world.device(number).window());
  }
  const auto erased = erased_in(world);
  for (const auto& [place, saved] : world.ledger.all()) {
    if (erased.contains(entry_of(saved.bytes))) continue;
    std::size_t keeper = saved.device;
    for (const World::Person& person : world.people) {
      if (person.space == place.space) keeper = person.holder;
    }
    if (logs.count(saved.device) == 0 || logs.count(keeper) == 0) continue;
    const auto found = changes[keeper].find(place);
    if (found == changes[keeper].end() || found->second != saved.bytes) {
      world.fail("a saved change of " + about(world, saved.device, {place.space, place.section}) +
                 " reached nobody");
    }
  }
  for (const World::Person& person : world.people) {
    for (const std::uint64_t section : {kSectionPerson, kSectionNotes, kSectionGoals}) {
      for (const std::size_t number : world.readers[{person.space, section}]) {
        if (logs.count(number) == 0 || number == person.holder) continue;
        compare(world, number, {person.space, section}, logs[person.holder], logs[number]);
        check_all_since(world, number, {person.space, section}, world.device(person.holder),
                        logs[person.holder], logs[number]);
        check_no_history(world, number, {person.space, section}, world.device(person.holder),
                         logs[number]);
      }
    }
  }
}

void check_devices(World& world) {
  std::map<RootId, std::size_t> devices;
  for (std::size_t i = 0; i < world.devices.size(); ++i) {
    if (!world.ended.contains(i)) ++devices[world.device(i).root()];
  }
  for (const std::size_t number : world.present()) {
    // What one that was lost had removed may never have been heard.
    const auto own = world.devices_of(world.device(number).root());
    const bool is_unsure = std::any_of(own.begin(), own.end(), [&](std::size_t one) {
      return world.lost.contains(one) && !world.ended.contains(one);
    });
    if (world.ended.contains(number) || (world.records_move && is_unsure)) continue;
    Vault& vault = world.device(number).window();
    const auto card = known_card(vault, vault.me());
    if (!card || card->devices.size() != devices[vault.me()]) {
      world.fail(world.device(number).name() + " was never copied and took fresh keys");
    }
  }
}

}  // namespace alongside
