#include <catch2/catch_test_macros.hpp>

#include "client/store/facts.h"
#include "client/store/status.h"
#include "client/store/writer.h"
#include "tests/simulation/two_coaches.h"
#include "tests/support/planted.h"

// A vault that was put back from a copy, or of which there is a second one, goes on in chains of
// its own as soon as it can know.

namespace alongside {
namespace {

// How many batches of a device's chains another device holds.
std::int64_t batches_of(SimDevice& at, const DeviceId& device) {
  auto& query = at.window()
                    .db()
                    .statement(
                        "SELECT count(*) FROM batch JOIN chain ON chain.id = batch.chain WHERE "
                        "chain.device = ?1")
                    .bind(1, device);
  return first_row(query, [](Statement& row) { return row.integer(0); }).value();
}

void open_anew(SimDevice& device) {
  device.put_in_place(device.disk.image(), device.disk.folder());
}

struct PutBack {
  TwoCoaches world;
  DeviceId old = world.bea.window().device().id();
  DiskImage backup;
  std::map<EntityId, std::string> notes;

  PutBack() {
    world.sync_all();
    write(world.bea, "before");
    world.sync_all();
    backup = world.bea.disk.image();
    write(world.bea, "not in the backup");
    world.sync_all();
    world.bea.put_in_place(backup, world.bea.disk.folder());
  }
  void write(SimDevice& device, const std::string& words) {
    notes[world.write_note(device, words)] = words;
  }
  bool has_all(SimDevice& device) {
    bool has = true;
    for (const auto& [note, words] : notes) has = has && world.has_note(device, note, words);
    return has;
  }
  void check_everybody_has_all() {
    for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) CHECK(has_all(*device));
    CHECK(world.digest_of(world.bea, "notes") == world.digest_of(world.ade, "notes"));
    CHECK(world.digest_of(world.cem, "notes") == world.digest_of(world.ade, "notes"));
  }
};

TEST_CASE("I18.ADeviceThatWasPutBackGoesOnInAChainOfItsOwn", "[simulation][invariant]") {
  PutBack at;
  SECTION("it syncs before anything is written") {}
  SECTION("something is written before it can know") { at.write(at.world.bea, "unaware"); }
  at.world.sync(at.world.bea);
  at.world.sync_all();
  const std::int64_t before = batches_of(at.world.ade, at.old);
  at.write(at.world.bea, "after");
  CHECK(at.has_all(at.world.bea));  // shown at once, as ever
  at.world.sync_all();
  CHECK(at.has_all(at.world.bea));
  bool says_so = false;
  for (const auto& waiting : status(at.world.bea.window()).waiting) {
    says_so = says_so || waiting.what == "device";
  }
  CHECK(says_so);
  open_anew(at.world.bea);
  CHECK(at.world.bea.window().device().id() != at.old);
  at.write(at.world.bea, "certified");
  at.world.sync_all();
  at.check_everybody_has_all();
  CHECK(batches_of(at.world.ade, at.old) == before);
}

TEST_CASE("I18.OfTwoCopiesEachGoesOnInAChainOfItsOwn", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  SimDevice twin("Bea", 3);  // the same seed as Bea's
  twin.put_in_place(world.bea.disk.image(), world.bea.disk.folder());
  twin.home = world.bea.home;
  const DeviceId old = twin.window().device().id();
  std::vector<EntityId> notes;
  std::int64_t under_the_old = 0;
  for (int round = 0; round < 4; ++round) {
    notes.push_back(world.write_note(world.bea, "by Bea"));
    notes.push_back(world.write_note(twin, "by her copy"));
    for (SimDevice* device : {&world.bea, &twin, &world.bea, &world.ade}) world.sync(*device);
    for (SimDevice* device : {&world.bea, &twin}) open_anew(*device);
    for (SimDevice* device : {&world.bea, &twin, &world.ade}) world.sync(*device);
    if (round == 1) under_the_old = batches_of(world.ade, old);
  }
  CHECK(batches_of(world.ade, old) == under_the_old);
  CHECK(world.bea.window().device().id() != twin.window().device().id());
  world.sync_all();
  for (const EntityId& note : notes) {
    CHECK(find_item(world.ade.window(), note));
    CHECK(find_item(world.bea.window(), note));
  }
}

TEST_CASE("I18.WhatBothBranchesSaidIsReplacedByWhoSawBoth", "[simulation][invariant]") {
  TwoCoaches world;
  const auto goal = add_entry(world.ade.window(), {world.mo, kSectionGoals}, kKindGoal,
                              {text_of_field(kGoalWording, "at first")});
  REQUIRE(goal);
  world.sync_all();
  SimDevice twin("Bea", 3);
  twin.put_in_place(world.bea.disk.image(), world.bea.disk.folder());
  twin.home = world.bea.home;
  REQUIRE(set_entry(world.bea.window(), *goal, {text_of_field(kGoalWording, "by Bea")}));
  REQUIRE(set_entry(twin.window(), *goal, {text_of_field(kGoalWording, "by her copy")}));
  for (SimDevice* device : {&world.bea, &twin, &world.ade}) world.sync(*device);
  REQUIRE(find_item(world.ade.window(), *goal)->field(kGoalWording)->versions.size() == 2);
  auto& forks = world.ade.window().db().statement("SELECT 1 FROM chain WHERE is_forked = 1");
  REQUIRE(first_row(forks, [](Statement&) { return true; }));
  REQUIRE(set_entry(world.ade.window(), *goal, {text_of_field(kGoalWording, "for both")}));
  for (SimDevice* device : {&world.ade, &world.cem, &world.ade}) world.sync(*device);
  for (SimDevice* device : {&world.ade, &world.cem}) {
    CHECK(find_item(device->window(), *goal)->field(kGoalWording)->versions.size() == 1);
    REQUIRE(rebuild(device->window()));
    CHECK(find_item(device->window(), *goal)->field(kGoalWording)->versions.size() == 1);
  }
  CHECK(world.digest_of(world.cem, "goals") == world.digest_of(world.ade, "goals"));
}

TEST_CASE("I18.WhatComesAgainAfterANewShareIsNoCopy", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId note = world.write_note(world.bea, "written before the stop");
  world.sync_all();
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
  world.sync_all();
  REQUIRE_FALSE(find_item(world.bea.window(), note));
  REQUIRE(share_section(world.ade.window(), {.space = world.mo,
                                             .section = kSectionNotes,
                                             .contact = world.bea.root(),
                                             .why = "to go on",
                                             .language = "en",
                                             .write = true}));
  SECTION("she reads again") {
    world.sync_all();
    REQUIRE(find_item(world.bea.window(), note));
  }
  SECTION("before she hears of it, it was stopped again") {
    world.sync(world.ade);
    REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
    world.sync_all();
    REQUIRE_FALSE(find_item(world.bea.window(), note));
  }
  CHECK_FALSE(fact(world.bea.window().db(), kFactFreshSeed));
}

#ifdef ALONGSIDE_PLANTS
// Whether, once it can know, Bea's device adds nothing to its earlier chain, and all is kept.
bool goes_on_in_a_chain_of_its_own() {
  PutBack at;
  at.world.sync(at.world.bea);
  at.world.sync_all();
  const std::int64_t before = batches_of(at.world.ade, at.old);
  at.write(at.world.bea, "after");
  at.world.sync_all();
  open_anew(at.world.bea);
  at.world.sync_all();
  return batches_of(at.world.ade, at.old) == before && at.has_all(at.world.ade);
}

TEST_CASE("I18.PlantedBugsAreCaught", "[simulation][invariant][plant]") {
  CHECK(is_caught("chains_go_on_elsewhere", goes_on_in_a_chain_of_its_own));
}
#endif

}  // namespace
}  // namespace alongside
