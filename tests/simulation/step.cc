#include "client/store/status.h"
#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/forging_member.h"
#include "tests/simulation/lying_server.h"
#include "tests/simulation/moves_of_people.h"
#include "tests/simulation/oracles.h"
#include "tests/simulation/sim_link.h"
#include "tests/simulation/world.h"

namespace alongside {
namespace {

constexpr TimeMs kHourMs = 60 * 60 * 1000;
constexpr TimeMs kYearMs = 365 * 24 * kHourMs;

// Time goes on, stands still (so that claims tie), or a clock jumps.
void pass_time(World& world, std::size_t number) {
  TimeMs& now = world.device(number).clock.now;
  switch (world.random.below(16)) {
    case 0:
      now += 3 * kYearMs;
      break;
    case 1:
      now = 1'000'000'000'000 + static_cast<TimeMs>(world.random.below(3));  // 2001
      break;
    case 2:
      now = world.server.clock.now;
      break;
    case 3:
      now += static_cast<TimeMs>(world.random.below(30)) * kHourMs;
      break;
    case 4:
    case 5:
      now += static_cast<TimeMs>(world.random.below(4));
      break;
    default:
      break;
  }
  world.server.clock.now += static_cast<TimeMs>(world.random.below(5)) * 60'000;
  if (world.has_ends && world.one_in(12)) {
    world.server.clock.now += static_cast<TimeMs>(world.random.below(6)) * kHourMs;
  }
}

void disturb_device(World& world, std::size_t number) {
  SimDevice& device = world.device(number);
  switch (world.random.below(4)) {
    case 0:
      if (device.calls_under_way == 0) restart_device(world, number, Crash::kill);
      return;
    case 1:
      if (device.calls_under_way == 0) restart_device(world, number, Crash::power_cut);
      return;
    case 2:  // in the middle of what it does next
      device.disk.unplug_at(1 + world.random.below(60));
      return;
    default:  // its disk is full for one action
      device.disk.set_full(true);
      write_note(world, number);
      edit_entry(world, number);
      sync_device(world, number);
      device.disk.set_full(false);
      return;
  }
}

void disturb_server(World& world) {
  SimServer& server = world.server;
  switch (world.random.below(6)) {
    case 0:
      restart_server(world, Crash::kill);
      return;
    case 1:
      restart_server(world, Crash::power_cut);
      return;
    case 2:
      server.disk.unplug_at(1 + world.random.below(30));
      return;
    case 3:
      server.disk.set_full(true);
      sync_device(world, world.random.below(world.devices.size()));
      server.disk.set_full(false);
      return;
    case 4:
      if (!server.is_down()) world.backup = server.backup();
      return;
    default:
      if (!world.backup) return;
      check_server_is_blind(world);
      ++world.counts.restores;
      server.restore(*world.backup);
      return;
  }
}

void look_around(World& world, std::size_t number) {
  run_on(world, number, [&] {
    Vault& vault = world.device(number).window();
    const VaultStatus now = status(vault);
    if (now.sent > now.saved || now.confirmed > now.saved)
      world.fail("status says more than there is");
    if (!world.has_lied) check_status(world, number);
    check_time_floor(world, number);
    check_locks(world, number);
    if (world.one_in(4) && !rebuild(vault)) world.fail("a vault could not be rebuilt");
  });
}

void change_sharing(World& world, std::size_t number) {
  if (!world.has_stops) return share_part(world, number);
  const auto owners = world.owners_devices();
  const std::size_t holder = owners[world.random.below(owners.size())];
  if (world.lost.count(holder) != 0) return;
  switch (world.random.below(4)) {
    case 0:
      return keep_late_note(world, holder);
    case 1:
      return stop_part(world, holder);
    default:
      return share_part(world, holder);
  }
}

}  // namespace

void step(World& world) {
  const auto present = world.present();
  const std::size_t number = present[world.random.below(present.size())];
  pass_time(world, number);
  if (world.has_liar && world.one_in(25)) let_it_lie(world, !world.is_lying);
  if (world.forger && world.one_in(6)) forge_something(world, *world.forger);
  if (world.records_move && world.one_in(14)) return move_something(world, number);
  const std::size_t dice = world.random.below(100);
  if (dice < 8) return write_note(world, number);
  if (dice < 14) return write_goal(world, number);
  if (dice < 20) return open_entry(world, number);
  if (dice < 44) return edit_entry(world, number);
  if (dice < 47) return record_what_happened(world, number);
  if (dice < 50) return choose_one(world, number);
  if (dice < 52) return save_unchanged(world, number);
  if (dice < 54) return remove_one(world, number);
  if (dice < 55) return erase_one(world, number);
  if (dice < 57) return move_loose_note(world, number);
  if (dice < 59) return keep_draft(world, number);
  if (dice < 63 || (world.has_stops && dice < 68)) return change_sharing(world, number);
  if (dice < 65) return take_in_card(world, number, world.random.below(world.devices.size()));
  if (dice < 68) return write_with_newer_app(world, number);
  if (dice < 69) return look_around(world, number);
  if (dice < 70) return lose_and_recover(world, number);
  if (dice < 74) return disturb_device(world, number);
  if (dice < 78) return disturb_server(world);
  sync_device(world, number);
}

}  // namespace alongside
