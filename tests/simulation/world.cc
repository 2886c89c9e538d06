#include "tests/simulation/world.h"

#include <algorithm>

#include "client/store/drafts.h"
#include "client/store/edits.h"
#include "client/sync/enrol.h"
#include "shared/base/check.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/oracles.h"
#include "tests/simulation/own_devices.h"
#include "tests/simulation/sim_link.h"

namespace alongside {
namespace {

constexpr TimeMs kYearMs = 365LL * 24 * 60 * 60 * 1000;

void add_people(World& world) {
  const std::size_t people = 1 + world.random.below(2);
  for (std::size_t i = 0; i < people; ++i) {
    const std::size_t holder = i % world.devices.size();
    Vault& vault = world.device(holder).window();
    const bool is_own = world.one_in(3);
    const std::string name = world.one_in(4) ? "" : "Momarker" + std::to_string(i);
    const auto space = is_own ? add_my_record(vault, name, "en") : add_person(vault, name, "en");
    MUST(space);
    world.people.push_back({*space, holder, is_own});
    if (!name.empty()) world.entries[{*space, kSectionPerson}] = {EntityId{space->bytes}};
    world.ledger.note_saved(world.device(holder), holder);
  }
  note_decisions(world);
  work_out_readers(world);
}

// One who keeps a record has a second device: certified, and with the keys of everything.
void add_own_device(World& world) {
  const std::size_t first = world.people[world.random.below(world.people.size())].holder;
  const std::size_t second = world.devices.size();
  world.devices.push_back(
      std::make_unique<SimDevice>(world.device(first).name() + "'s second", world.random.next()));
  world.device(second).clock.now = world.device(first).clock.now + 1;
  join_server(world, second);
  make_own_device(world.device(first), world.device(second));
  if (world.backup) world.backup = world.server.backup();  // an older one would not know it
  for (const std::size_t number : {first, second, first}) sync_device(world, number);
  work_out_readers(world);
}

// Somebody who keeps nobody's record.
void choose_forger(World& world) {
  const auto owners = world.owners_devices();
  const std::size_t number = world.random.below(world.devices.size());
  if (std::count(owners.begin(), owners.end(), number) == 0) world.forger = number;
}

}  // namespace

World::World(std::uint64_t seed) : random(seed), server(random.next()) {
  is_calm = true;
  records_move = seed % 4 == 3;
  all_may_write = seed % 3 == 0 && !records_move;
  has_stops = seed % 3 == 1 || records_move;
  server.markers = {"quietmarker", "funnymarker", "cookmarker", "Momarker", "Coachmarker"};
  const std::size_t coaches = 2 + random.below(3);
  for (std::size_t i = 0; i < coaches; ++i) {
    devices.push_back(
        std::make_unique<SimDevice>("Coachmarker" + std::to_string(i), random.next()));
    const TimeMs off = static_cast<TimeMs>(random.below(9)) - 4;
    devices.back()->clock.now += off * kYearMs / 2;
  }
  for (std::size_t i = 0; i < coaches; ++i) join_server(*this, i);
  if (one_in(2)) backup = server.backup();
  add_people(*this);
  if (has_stops && !records_move && one_in(2)) add_own_device(*this);
  has_ends = has_stops && one_in(2);
  has_liar = one_in(4) && !records_move;
  if (one_in(4)) choose_forger(*this);
  is_calm = false;
}

std::vector<std::size_t> World::present() const {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    if (lost.count(i) == 0) numbers.push_back(i);
  }
  return numbers;
}

std::vector<std::size_t> World::devices_of(const RootId& root) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    if (device(i).root() == root) numbers.push_back(i);
  }
  return numbers;
}

std::vector<std::size_t> World::owners_devices() {
  std::set<std::size_t> numbers;
  for (const Person& person : people) {
    const auto of_one = devices_of(device(person.holder).root());
    numbers.insert(of_one.begin(), of_one.end());
  }
  for (const auto& [space, held] : held_before) numbers.insert(held.begin(), held.end());
  return {numbers.begin(), numbers.end()};
}

bool World::is_owner(std::size_t number, const SpaceId& space) {
  return std::any_of(people.begin(), people.end(), [&](const Person& person) {
    return person.space == space && device(person.holder).root() == device(number).root();
  });
}

bool World::is_or_was_owner(std::size_t number, const SpaceId& space) {
  const auto before = held_before.find(space);
  const bool was = before != held_before.end() && before->second.contains(number);
  return was || is_owner(number, space);
}

bool run_on(World& world, std::size_t number, const std::function<void()>& code) {
  SimDevice& device = world.device(number);
  bool failed = false;
  ++device.calls_under_way;
  try {
    code();
  } catch (const SqliteError& failure) {
    failed = true;
    if (!device.disk.is_unplugged() && !failure.is_full()) {
      world.fail(std::string("a disk that works said: ") + failure.what());
    }
  }
  --device.calls_under_way;
  if (device.disk.is_unplugged() && device.calls_under_way == 0) {
    restart_device(world, number, world.one_in(2) ? Crash::kill : Crash::power_cut);
  }
  return failed;
}

void restart_device(World& world, std::size_t number, Crash crash) {
  SimDevice& device = world.device(number);
  MUST(device.calls_under_way == 0);
  ++world.counts.crashes;
  device.crash_and_restart(crash, world.random);
  const std::size_t before = world.ledger.count_of(number);
  const std::size_t fresh = world.ledger.note_saved(device, number);
  if (fresh < world.unread_saves[number]) {
    world.fail("L1: " + device.name() + " lost what it said was saved just before a crash");
  }
  world.unread_saves[number] = 0;
  if (const std::size_t gone = world.ledger.lost_on(device, number); gone > 0) {
    world.fail("L1: " + device.name() + " lost " + std::to_string(gone) + " of " +
               std::to_string(before) + " saved changes in a crash");
  }
  for (const auto& [place, body] : world.drafts) {
    if (place.first != number) continue;
    const auto draft = draft_at(device.window(), place.second);
    if (!draft || draft->body != body) world.fail("L1: a draft was lost in a crash");
  }
}

void restart_server(World& world, Crash crash) {
  ++world.counts.server_crashes;
  world.server.crash_and_restart(crash, world.random);
  if (!world.server.broken_promises().empty()) {
    world.fail("L2: the server lost what it gave receipts for");
  }
}

void join_server(World& world, std::size_t number) {
  SimDevice& device = world.device(number);
  SimLink link(world, number);
  auto home = enrol(device.window().device(), world.server.invite(), link);
  MUST(home);
  MUST(set_home(device.window(), *home, device.roots_key()));
  device.home = std::move(*home);
}

SyncReport sync_device(World& world, std::size_t number) {
  SimDevice& device = world.device(number);
  SyncReport report;
  if (device.calls_under_way > 0) return report;  // one sync at a time
  const std::uint64_t restores = world.server.restores;
  ++world.counts.syncs;
  const bool failed = run_on(world, number, [&] {
    SimLink link(world, number);
    report = sync_once(device.sync(), *device.home, link);
  });
  note_decisions(world);
  if (!failed) note_known_keys(world, number);
  if (!failed) check_open_batches(world, number);
  world.counts.requests += report.requests;
  const bool may_check =
      !failed && !world.has_lied && !world.server.is_down() && restores == world.server.restores;
  if (may_check && report.state == SyncState::sent) check_sent(world, number);
  return report;
}

}  // namespace alongside
