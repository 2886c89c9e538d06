#include "tests/simulation/own_devices.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/identities.h"
#include "client/store/rotate.h"
#include "client/store/shares.h"
#include "client/store/tray.h"
#include "client/sync/enrol.h"
#include "tests/simulation/vault_search.h"

namespace alongside {
namespace {

// The small world, and a second device of Ade, who keeps Mo's record.
struct TwoOwnDevices {
  TwoCoaches world;
  SimDevice tablet{"Ade's tablet", 99};

  TwoOwnDevices() {
    world.sync_all();
    tablet.home = world.enrol_device(tablet);
    make_own_device(world.ade, tablet);
    sync_all();
  }
  void sync_all(int rounds = 4) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : {&world.ade, &tablet, &world.bea, &world.cem}) {
        static_cast<void>(world.sync(*device));
      }
    }
  }
  bool reads(SimDevice& owner, SimDevice& contact, const std::string& section) {
    for (const ShownShare& share : shares(owner.window(), world.mo)) {
      const bool is_it = share.contact == contact.root() && share.section == section;
      if (is_it && share.state == ShareState::running) return true;
    }
    return false;
  }
  void stop(SimDevice& on, SimDevice& contact, std::uint64_t section) {
    REQUIRE(stop_sharing(on.window(), {world.mo, section, contact.root()}));
  }
};

TEST_CASE("OwnDevices.HaveTheSameRecordAndSeeTheSameShares", "[simulation][own]") {
  TwoOwnDevices own;
  TwoCoaches& world = own.world;
  const EntityId note = world.write_note(own.tablet, "from the tablet");
  own.sync_all();
  for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) {
    CHECK(world.has_note(*device, note, "from the tablet"));
  }
  CHECK(digest_is_equal(world, world.ade, own.tablet, "notes"));
  CHECK(shares(own.tablet.window(), world.mo).size() ==
        shares(world.ade.window(), world.mo).size());
  CHECK(status(own.tablet.window()).waiting.empty());
}

TEST_CASE("OwnDevices.WhatTheSyncLearnsOfThemTheWindowSees", "[simulation][own]") {
  TwoCoaches world;
  SeededRandom random(8);
  const RootId me = world.ade.root();
  REQUIRE(known_card(world.ade.window(), me)->devices.size() == 1);
  {
    Vault& vault = world.ade.sync();
    Transaction transaction(vault.db());
    const auto root = open_root(vault, me, world.ade.roots_key());
    REQUIRE(root);
    const auto record =
        make_device_record(me, DeviceKeys(Key::random(random)), DeviceMark::own, std::nullopt);
    REQUIRE(learn_card(vault, {me, {sign_device(*root, record)}}));
    transaction.commit();
  }
  CHECK(known_card(world.ade.window(), me)->devices.size() == 2);
}

TEST_CASE("OwnDevices.ThatStopApartMergeToOneAndBothStopsHold", "[simulation][own]") {
  TwoOwnDevices own;
  TwoCoaches& world = own.world;
  own.stop(world.ade, world.bea, kSectionNotes);
  own.stop(own.tablet, world.cem, kSectionNotes);
  const EntityId one = world.write_note(world.ade, "on the telephone");
  const EntityId two = world.write_note(own.tablet, "on the tablet");
  own.sync_all();
  CHECK_FALSE(own.reads(world.ade, world.bea, "notes"));
  CHECK_FALSE(own.reads(world.ade, world.cem, "notes"));
  CHECK_FALSE(own.reads(own.tablet, world.bea, "notes"));
  CHECK_FALSE(own.reads(own.tablet, world.cem, "notes"));
  for (SimDevice* device : {&world.ade, &own.tablet}) {
    CHECK(world.has_note(*device, one, "on the telephone"));
    CHECK(world.has_note(*device, two, "on the tablet"));
    const auto section = find_section(device->window().db(), world.mo, kSectionNotes);
    CHECK(epoch_heads(device->window(), section->id).size() == 1);
    CHECK(target_stream(device->window(), section->id));
  }
  CHECK(digest_is_equal(world, world.ade, own.tablet, "notes"));
  for (SimDevice* device : {&world.bea, &world.cem}) {
    CHECK(keys_of_section(*device, world.mo, kSectionNotes).empty());
    CHECK_FALSE(find_item(device->window(), one));
  }
}

TEST_CASE("OwnDevices.AStopWinsOverAShareMadeApart", "[simulation][own]") {
  TwoOwnDevices own;
  TwoCoaches& world = own.world;
  own.stop(world.ade, world.bea, kSectionNotes);
  ShareRequest request{.space = world.mo,
                       .section = kSectionNotes,
                       .contact = world.bea.root(),
                       .why = "less than before",
                       .language = "en"};
  REQUIRE(share_section(own.tablet.window(), request));
  own.sync_all();
  CHECK_FALSE(own.reads(world.ade, world.bea, "notes"));
  CHECK_FALSE(own.reads(own.tablet, world.bea, "notes"));
  CHECK(keys_of_section(world.bea, world.mo, kSectionNotes).empty());

  SECTION("a share that follows the stop counts again") {
    REQUIRE(share_section(own.tablet.window(), request));
    const EntityId note = world.write_note(own.tablet, "again");
    own.sync_all();
    CHECK(world.has_note(world.bea, note, "again"));
  }
}

TEST_CASE("OwnDevices.ALateNoteThatOnlyOneOfThemHasReachesTheOther", "[simulation][own]") {
  TwoOwnDevices own;
  TwoCoaches& world = own.world;
  const auto before = world.server.backup();
  const EntityId note = world.write_note(world.bea, "only the tablet has read this");
  world.sync(world.bea);
  world.sync(own.tablet);
  REQUIRE(world.has_note(own.tablet, note, "only the tablet has read this"));
  world.server.restore(before);  // and Bea's device never comes back
  own.stop(world.ade, world.bea, kSectionNotes);
  for (int round = 0; round < 4; ++round) {
    for (SimDevice* device : {&world.ade, &own.tablet, &world.cem}) world.sync(*device);
  }
  for (SimDevice* device : {&world.ade, &own.tablet}) {
    CHECK(held_notes(device->window(), std::nullopt).size() == 1);
  }
  CHECK_FALSE(find_item(world.cem.window(), note));
}

TEST_CASE("OwnDevices.AnEndThatWaitsForAnEarlierEpochLeavesNoStream", "[simulation][own]") {
  TwoCoaches world;
  world.sync_all();
  Vault& vault = world.ade.window();
  const auto count = [&](const char* sql) {
    auto& query = vault.db().statement(sql);
    return first_row(query, [](Statement& row) { return row.integer(0); }).value();
  };
  REQUIRE(stop_sharing(vault, {world.mo, kSectionNotes, world.bea.root()}));
  REQUIRE(share_section(vault, {.space = world.mo,
                                .section = kSectionNotes,
                                .contact = world.bea.root(),
                                .why = "for an hour",
                                .language = "en",
                                .write = true,
                                .until = world.server.clock.now + 3'600'000}));
  world.sync_all();
  {
    Transaction transaction(vault.db());  // as if it had not come yet
    vault.db()
        .statement(
            "DELETE FROM epoch WHERE id = (SELECT max(epoch.id) - 1 FROM epoch JOIN section ON "
            "section.id = epoch.section WHERE section.number = ?1)")
        .bind(1, kSectionNotes)
        .run();
    transaction.commit();
  }
  const auto before = count("SELECT count(*) FROM stream");
  world.server.clock.now += 7'200'000;
  for (int round = 0; round < 3; ++round) static_cast<void>(world.sync(world.ade));
  CHECK(count("SELECT count(*) FROM stream") == before);
}

TEST_CASE("OwnDevices.SharesMadeApartBothCount", "[simulation][own]") {
  TwoOwnDevices own;
  TwoCoaches& world = own.world;
  own.stop(world.ade, world.bea, kSectionGoals);
  own.stop(world.ade, world.cem, kSectionGoals);
  own.sync_all();
  ShareRequest request{.space = world.mo,
                       .section = kSectionGoals,
                       .contact = world.bea.root(),
                       .why = "apart",
                       .language = "en",
                       .write = true};
  REQUIRE(share_section(world.ade.window(), request));
  request.contact = world.cem.root();
  request.from_now = true;
  REQUIRE(share_section(own.tablet.window(), request));
  own.sync_all(6);
  CHECK(own.reads(world.ade, world.bea, "goals"));
  CHECK(own.reads(world.ade, world.cem, "goals"));
  const auto goal = add_entry(world.bea.window(), {world.mo, kSectionGoals}, kKindGoal,
                              {text_of_field(kGoalWording, "for all")});
  REQUIRE(goal);
  own.sync_all();
  for (SimDevice* device : {&world.ade, &own.tablet, &world.cem}) {
    CHECK(find_item(device->window(), *goal));
  }
}

TEST_CASE("OwnDevices.OneThatWasEndedGetsNoKeyAndItsLaterWordsAreHeld", "[simulation][own]") {
  TwoOwnDevices own;
  TwoCoaches& world = own.world;
  {
    Vault& vault = world.ade.window();
    Transaction transaction(vault.db());
    const auto section = find_section(vault.db(), world.mo, kSectionNotes);
    EpochAct act;
    act.ends = {own.tablet.window().device().id()};
    REQUIRE(make_epoch(vault, *section, std::move(act)));
    transaction.commit();
  }
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  const EntityId late = world.write_note(own.tablet, "by whoever found it");
  own.sync_all();
  CHECK_FALSE(find_item(world.ade.window(), late));
  CHECK_FALSE(find_item(world.bea.window(), late));
  const auto newest = keys_of_section(world.ade, world.mo, kSectionNotes).back();
  CHECK_FALSE(holds_bytes(own.tablet, newest.view()));
  CHECK(holds_bytes(world.bea, newest.view()));
}

TEST_CASE("StopSharing.AGrantThatComesAfterTheStopLeavesNoKeyBehind", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  const auto keys = keys_of_section(world.bea, world.mo, kSectionNotes);
  REQUIRE(keys.size() == 1);
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
  world.sync_all();
  REQUIRE_FALSE(holds_bytes(world.bea, keys.front().view()));
  {  // another of the owner's devices had handed it out, too
    Vault& vault = world.ade.window();
    Transaction transaction(vault.db());
    const auto section = find_section(vault.db(), world.mo, kSectionNotes);
    auto& query = vault.db()
                      .statement("SELECT message FROM share WHERE section = ?1 AND grantee = ?2")
                      .bind(1, section->id)
                      .bind(2, author_number(vault.db(), world.bea.root()));
    const auto grant = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
    const auto inbox = inbox_of(vault, world.bea.root());
    REQUIRE((grant && inbox));
    seal_into_inbox(vault, *stream_row(vault.db(), inbox->stream), inbox->box,
                    {static_cast<std::uint8_t>(PayloadKind::message), *grant});
    transaction.commit();
  }
  world.sync_all();
  CHECK_FALSE(holds_bytes(world.bea, keys.front().view()));
}

}  // namespace
}  // namespace alongside
