#include "tests/simulation/moves_of_people.h"

#include <algorithm>

#include "client/store/erase_record.h"
#include "client/store/identities.h"
#include "client/store/joined.h"
#include "client/store/own_devices.h"
#include "client/store/recovery.h"
#include "client/store/remove_device.h"
#include "client/store/take_record.h"
#include "client/sync/enrol.h"
#include "shared/base/check.h"
#include "shared/consent/ended.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/oracles.h"
#include "tests/simulation/token_wire.h"
#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

constexpr std::size_t kMostDevices = 9;
constexpr TimeMs kHourMs = 60 * 60 * 1000;

DeviceId id_of(World& world, std::size_t number) {
  return world.device(number).window().device().id();
}

// Somebody who is there, in peace: nothing of theirs is under way and no fault waits for them.
bool has_quiet(World& world, std::size_t number) {
  SimDevice& device = world.device(number);
  const bool is_there = !world.ended.contains(number) && !world.lost.contains(number);
  if (!is_there || world.nested > 0 || device.calls_under_way > 0) return false;
  if (world.server.is_down() || device.disk.is_unplugged() || world.forger == number) return false;
  world.server.disk.unplug_at(std::nullopt);
  world.server.disk.set_full(false);
  device.disk.unplug_at(std::nullopt);
  return true;
}

bool held_something(const World& world, std::size_t number) {
  return std::any_of(world.held_before.begin(), world.held_before.end(),
                     [&](const auto& held) { return held.second.contains(number); });
}

// What the world knows of a device that has just come.
void welcome(World& world, std::size_t number, std::size_t from) {
  world.device(number).clock.now = world.device(from).clock.now;
  if (world.backup) world.backup = world.server.backup();  // an older one would not know it
  note_known_keys(world, number);
  note_decisions(world);
  work_out_readers(world);
}

bool is_on_card(World& world, std::size_t at, const RootId& root, const DeviceId& device) {
  const auto card = known_card(world.device(at).window(), root);
  return card && card->speaks(device);
}

// The others of the same person's, those that went under a bus among them.
std::vector<std::size_t> others_of(World& world, std::size_t number) {
  auto others = world.devices_of(world.device(number).root());
  std::erase_if(others,
                [&](std::size_t other) { return other == number || world.ended.contains(other); });
  return others;
}

// Everybody of theirs is known where the file is written.
bool knows_all_holders(World& world, std::size_t number, const RootId& person) {
  const auto others = others_of(world, number);
  return std::all_of(others.begin(), others.end(), [&](std::size_t other) {
    return is_on_card(world, number, person, id_of(world, other));
  });
}

// On another of the same person's, which has not said so yet.
bool is_to_be_erased(World& world, std::size_t number, const World::Person& person) {
  const auto others = others_of(world, number);
  return std::any_of(others.begin(), others.end(), [&](std::size_t other) {
    const auto asked = records_to_erase(world.device(other).window());
    return std::any_of(asked.begin(), asked.end(),
                       [&](const RecordToErase& record) { return record.space == person.space; });
  });
}

void take_down(World& world, std::size_t number, const std::function<bool()>& save) {
  bool is_done = false;
  run_on(world, number, [&] {
    is_done = save();
    SimDevice& device = world.device(number);
    if (device.disk.is_unplugged()) {
      if (is_done) ++world.unread_saves[number];
      return;
    }
    const std::size_t fresh = world.ledger.note_saved(device, number);
    if (is_done != (fresh > 0)) world.fail("what was joined is not what was saved");
  });
  if (is_done) ++world.counts.joined;
}

}  // namespace

void add_device(World& world, std::size_t number) {
  if (world.devices.size() >= kMostDevices || held_something(world, number)) return;
  if (!has_quiet(world, number)) return;
  SimDevice& host = world.device(number);
  const Key seed = Key::random(world.random);
  const DeviceKeys keys(seed);
  TokenWire wire(world.server, std::nullopt);
  const auto home = enrol(keys, world.server.invite(), wire);
  MUST(home);
  const DeviceRecord guest = make_device_record(host.root(), keys, DeviceMark::own, std::nullopt);
  if (!admit_device(host.window(), host.root(), guest, host.roots_key())) return;
  const auto kits = all_kits(host.window(), host.roots_key());
  MUST(kits);
  keep_admitted(host.window());
  world.devices.push_back(
      std::make_unique<SimDevice>(host.name() + "'s " + std::to_string(world.devices.size()),
                                  world.random.next(), Joining{seed, *home, *kits}));
  const std::size_t fresh = world.devices.size() - 1;
  if (world.ever_stopped.contains(number)) world.ever_stopped.insert(fresh);
  ++world.counts.added;
  welcome(world, fresh, number);
  world.is_calm = true;  // both are there until all keys have gone
  for (const std::size_t one : {fresh, number, fresh}) {
    const auto report = sync_device(world, one);
  }
  world.is_calm = false;
}

void remove_other_device(World& world, std::size_t number) {
  const auto others = others_of(world, number);
  if (others.empty() || !has_quiet(world, number)) return;
  const std::size_t other = others[world.random.below(others.size())];
  if (world.forger == other || world.device(other).calls_under_way > 0) return;
  SimDevice& device = world.device(number);
  const DeviceId id = id_of(world, other);
  if (!is_on_card(world, number, device.root(), id)) return;  // it was not heard of yet
  world.may_be_ended.insert({id, as_holder(id)});
  if (world.one_in(3)) device.disk.unplug_at(1 + world.random.below(80));
  run_on(world, number,
         [&] { static_cast<void>(remove_device(device.window(), id, device.roots_key())); });
  device.disk.unplug_at(std::nullopt);
  if (!is_on_card(world, number, device.root(), id)) {
    ++world.counts.removed;
    world.ended.insert(other);
    world.ever_stopped.insert(other);
    for (World::Person& person : world.people) {
      if (person.holder == other) person.holder = number;
    }
    if (world.one_in(2)) world.lost.insert(other);
  }
  note_decisions(world);
  work_out_readers(world);
}

void hand_over_one(World& world, std::size_t number) {
  for (World::Person& person : world.people) {
    if (person.is_own || !world.is_owner(number, person.space)) continue;
    if (world.devices.size() >= kMostDevices || !has_quiet(world, number)) return;
    Vault& vault = world.device(number).window();
    const auto space = find_space(vault.db(), person.space);
    if (!space || is_erased(vault.db(), person.space)) return;
    const RootId root = root_of_author(vault.db(), space->owner);
    if (!knows_all_holders(world, number, root) || is_to_be_erased(world, number, person)) return;
    const TempFolder folder;
    const auto file = folder.path() / "record";
    const auto taken = take_record(vault, person.space, world.device(number).roots_key(), file,
                                   FileFor::taking_over);
    if (!taken) return;
    const auto holders = world.devices_of(world.device(number).root());
    for (const std::size_t holder : holders) {
      // What was shared with the person ends them, too: they could read it.
      world.may_be_ended.insert({id_of(world, holder), as_holder(id_of(world, holder))});
      world.ever_stopped.insert(holder);
    }
    world.held_before[person.space].insert(holders.begin(), holders.end());
    world.devices.push_back(std::make_unique<SimDevice>(
        "Person" + std::to_string(world.devices.size()), world.random.next(),
        RecordFile{file, read_recovery_code(taken->code).value()}));
    person.holder = world.devices.size() - 1;
    person.is_own = true;
    MUST(world.device(person.holder).root() == root);
    world.is_calm = true;
    join_server(world, person.holder);
    world.is_calm = false;
    ++world.counts.handed_over;
    return welcome(world, person.holder, number);
  }
}

void erase_whole_record(World& world, std::size_t number) {
  if (world.people.size() - world.asked_to_go.size() < 2 || world.ended.contains(number)) return;
  for (const World::Person& person : world.people) {
    if (!world.is_owner(number, person.space) || world.one_in(3)) continue;
    SimDevice& device = world.device(number);
    run_on(world, number, [&] {
      if (ask_to_erase(device.window(), person.space, device.roots_key())) {
        world.asked_to_go.insert(person.space);
      }
    });
    sync_device(world, number);  // the wait begins
    return;
  }
}

void call_off_one(World& world, std::size_t number) {
  run_on(world, number, [&] {
    Vault& vault = world.device(number).window();
    for (const RecordToErase& record : records_to_erase(vault)) {
      if (!call_off_erasing(vault, record.space)) world.fail("an erasure cannot be called off");
    }
  });
}

void join_or_unjoin(World& world, std::size_t number) {
  if (world.device(number).disk.is_unplugged()) return;
  Vault& vault = world.device(number).window();
  std::vector<SpaceId> records;
  for (const Person& person : people(vault)) {
    if (!person.is_me) records.push_back(person.space);
  }
  if (records.empty()) return;
  const SpaceId one = records[world.random.below(records.size())];
  const SpaceId other = records[world.random.below(records.size())];
  take_down(world, number, [&] {
    return world.one_in(3) ? unjoin_record(vault, one).has_value()
                           : join_records(vault, one, other).has_value();
  });
}

void move_something(World& world, std::size_t number) {
  switch (world.random.below(12)) {
    case 0:
    case 1:
      return add_device(world, number);
    case 2:
    case 3:
      return remove_other_device(world, number);
    case 4:
    case 5:
    case 6:
      return hand_over_one(world, number);
    case 7:
      return erase_whole_record(world, number);
    case 8:
      return call_off_one(world, number);
    case 9:  // three days go by
      world.server.clock.now += 73 * kHourMs;
      for (const auto& device : world.devices) device->clock.now += 73 * kHourMs;
      return;
    default:
      return join_or_unjoin(world, number);
  }
}

}  // namespace alongside
