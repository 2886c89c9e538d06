#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "client/store/erase_record.h"
#include "client/store/identities.h"
#include "client/store/recovery.h"
#include "client/store/take_over.h"
#include "client/sync/enrol.h"
#include "tests/simulation/token_wire.h"
#include "tests/simulation/two_coaches.h"

// The coach who held the record erases it while its person takes it over.

namespace alongside {
namespace {

constexpr const char* kWords = "qzjxkvbwpyfm";

struct TakenOver {
  TwoCoaches world;
  std::unique_ptr<SimDevice> mo;
  EntityId note;

  TakenOver() {
    note = world.write_note(world.ade, kWords);
    world.sync_all();
    Vault& vault = world.ade.window();
    const RootId owner = record_owner(vault, world.mo);
    const auto root = root_seed(vault, owner, world.ade.roots_key());
    REQUIRE(root);
    IdentityKit kit = kit_of(vault, owner, *root);
    kit.is_me = true;
    kit.kind = SpaceKind::coach;
    const Key seed = Key::random(world.random);
    TokenWire wire(world.server, std::nullopt);
    const auto joined = enrol(DeviceKeys(seed), world.server.invite(), wire);
    REQUIRE(joined);
    mo = std::make_unique<SimDevice>("Mo", 77, Joining{seed, *joined, {kit}});
    sync_all();
    REQUIRE(world.has_note(*mo, note, kWords));
    REQUIRE(add_contact(mo->window(), my_card(world.bea.window())));
    REQUIRE(ask_to_erase(vault, world.mo, world.ade.roots_key()));
    sync_all();
  }
  void sync_all(int rounds = 5) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : {&world.ade, mo.get(), &world.bea, &world.cem}) world.sync(*device);
    }
  }
  void pass_the_wait() { world.server.clock.now += kEraseWaitMs + 1; }
};

TEST_CASE("EraseRecord.IsCalledOffWhenItsPersonTakesItOver", "[simulation][erasing]") {
  TakenOver it;
  REQUIRE(take_over(it.mo->window(), it.mo->roots_key()));
  it.sync_all();
  it.pass_the_wait();
  it.sync_all();
  CHECK(records_to_erase(it.world.ade.window()).empty());
  CHECK(erased_records(it.world.ade.window()).empty());
  CHECK(it.world.has_note(*it.mo, it.note, kWords));
  CHECK(it.world.has_note(it.world.bea, it.note, kWords));
}

TEST_CASE("EraseRecord.CountsForNothingWhereItsPersonHadTakenItOver", "[simulation][erasing]") {
  TakenOver it;
  REQUIRE(take_over(it.mo->window(), it.mo->roots_key()));  // with no signal
  it.pass_the_wait();
  it.world.sync(it.world.ade);
  it.world.sync(it.world.ade);
  it.world.sync(it.world.bea);
  CHECK_FALSE(it.world.has_note(it.world.bea, it.note, kWords));
  REQUIRE(add_contact(it.world.bea.window(), my_card(it.mo->window())));
  it.sync_all(6);
  CHECK(it.world.has_note(*it.mo, it.note, kWords));
  CHECK(verify_vault(it.mo->window()).empty());
  const auto goal = add_entry(it.mo->window(), {it.world.mo, kSectionGoals}, kKindGoal,
                              {text_of_field(kGoalWording, "a place of my own")});
  REQUIRE(goal);
  it.sync_all();
  CHECK(find_item(it.world.bea.window(), *goal));
}

}  // namespace
}  // namespace alongside
