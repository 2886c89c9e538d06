#include "tests/simulation/simulate.h"

#include <algorithm>

#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/moves_of_people.h"
#include "tests/simulation/oracles.h"

namespace alongside {
namespace {

// Now and then a device goes under a bus before the end: what others have of its writing must not
// go with it. Only where all who read may write, so that everybody can heal the server.
void perhaps_lose_a_device(World& world) {
  if (world.has_liar) return;  // what it threw away may have been the only copy
  if (world.devices.size() < 3 || !(world.all_may_write || world.one_in(3))) return;
  const std::size_t number = world.random.below(world.devices.size());
  const auto owners = world.owners_devices();
  if (std::count(owners.begin(), owners.end(), number) != 0) return;
  if (world.readers != world.writers) return;
  if (!world.server.is_down() && world.one_in(2)) {
    // What it writes now goes to some of the others, and then the server goes back to before.
    world.backup = world.server.backup();
    for (std::size_t i = 0; i < 3; ++i) write_note(world, number);
    sync_device(world, number);
    for (const std::size_t other : world.present()) {
      if (other != number && world.one_in(2)) sync_device(world, other);
    }
  }
  world.lost.insert(number);
  if (world.backup) world.server.restore(*world.backup);
}

}  // namespace

RunCounts& RunCounts::operator+=(const RunCounts& more) {
  edits += more.edits;
  shares += more.shares;
  stops += more.stops;
  kept += more.kept;
  syncs += more.syncs;
  requests += more.requests;
  lost += more.lost;
  crashes += more.crashes;
  server_crashes += more.server_crashes;
  restores += more.restores;
  versions_apart += more.versions_apart;
  newer_blobs += more.newer_blobs;
  lies += more.lies;
  forgeries += more.forgeries;
  recovered += more.recovered;
  erased += more.erased;
  added += more.added;
  removed += more.removed;
  handed_over += more.handed_over;
  erased_whole += more.erased_whole;
  joined += more.joined;
  return *this;
}

void prepare_run(World& world) {
  const std::size_t known_of_four = 1 + world.random.below(4);
  for (std::size_t a = 0; a < world.devices.size(); ++a) {
    for (std::size_t b = 0; b < world.devices.size(); ++b) {
      if (world.random.below(4) < known_of_four) take_in_card(world, a, b);
    }
  }
  for (std::size_t i = 0; i < 5 && !world.one_in(10); ++i) {
    for (const World::Person& person : world.people) share_part(world, person.holder);
  }
  if (world.one_in(2)) {
    for (std::size_t number = 0; number < world.devices.size(); ++number)
      sync_device(world, number);
  }
}

void run_steps(World& world) {
  const std::size_t steps = 80 + world.random.below(140);
  for (std::size_t i = 0; i < steps && world.failures.empty(); ++i) step(world);
  if (world.failures.empty()) perhaps_lose_a_device(world);
}

RunReport simulate(std::uint64_t seed) {
  World world(seed);
  prepare_run(world);
  run_steps(world);
  if (world.failures.empty()) {
    let_it_settle(world);
    check_moves(world);
    check_settled(world);
  }
  return {seed, world.failures, world.counts};
}

}  // namespace alongside
