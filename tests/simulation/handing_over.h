#pragma once

#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "client/store/identities.h"
#include "client/store/recovery.h"
#include "client/store/take_over.h"
#include "client/sync/enrol.h"
#include "tests/simulation/token_wire.h"
#include "tests/simulation/two_coaches.h"

namespace alongside {

// The small world, in which Ade keeps Mo's record and Bea and Cem read it, and a device of Mo's own
// that has the kit, as a file brings it.
struct HandingOver {
  TwoCoaches world;
  std::unique_ptr<SimDevice> mo;
  IdentityKit kit;

  HandingOver() : kit(kit_on(world.ade)) {
    world.sync_all();
    const Key seed = Key::random(world.random);
    TokenWire wire(world.server, std::nullopt);
    const auto joined = enrol(DeviceKeys(seed), world.server.invite(), wire);
    REQUIRE(joined);
    kit.is_me = true;
    kit.kind = SpaceKind::coach;
    mo = std::make_unique<SimDevice>("Mo", 77, Joining{seed, *joined, {kit}});
    sync_all();
    REQUIRE(add_contact(mo->window(), my_card(world.ade.window())));
  }
  IdentityKit kit_on(SimDevice& device) {
    const RootId owner = record_owner(device.window(), world.mo);
    const auto seed = root_seed(device.window(), owner, device.roots_key());
    REQUIRE(seed);
    return kit_of(device.window(), owner, *seed);
  }
  std::vector<SimDevice*> all() { return {&world.ade, mo.get(), &world.bea, &world.cem}; }
  void sync_all(int rounds = 5) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : all()) world.sync(*device);
    }
  }
  bool take() { return take_over(mo->window(), mo->roots_key()).has_value(); }
  bool share_with_ade(std::uint64_t section) {
    return share_section(mo->window(), {.space = world.mo,
                                        .section = section,
                                        .contact = world.ade.root(),
                                        .why = "to go on together",
                                        .language = "en",
                                        .write = true})
        .has_value();
  }
  bool is_kept_by(SimDevice& device) {
    Database& db = device.window().db();
    const auto space = find_space(db, world.mo);
    return space && is_kept_here(db, space->owner);
  }
};

}  // namespace alongside
