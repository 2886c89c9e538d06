#include <catch2/catch_test_macros.hpp>

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/late.h"
#include "client/store/rotate.h"
#include "client/store/shares.h"
#include "client/store/standing.h"
#include "client/store/tray.h"
#include "tests/simulation/two_coaches.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

constexpr TimeMs kDayMs = 24 * 60 * 60 * 1000;

void stop(TwoCoaches& world, SimDevice& contact, std::uint64_t section) {
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, section, contact.root()}));
}

// Ade shares Mo's notes with Bea, as `how` fills it in.
AdmissionId share(TwoCoaches& world, const std::function<void(ShareRequest&)>& how) {
  ShareRequest request;
  request.space = world.mo;
  request.section = kSectionNotes;
  request.contact = world.bea.root();
  request.why = "so that you can help";
  request.language = "en";
  how(request);
  const auto admission = share_section(world.ade.window(), request);
  REQUIRE(admission);
  return *admission;
}

void to_write(ShareRequest& request) { request.write = true; }

TEST_CASE("StopSharing.TakesKeysAndRowsFromTheOneItWasStoppedFor", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  world.write_note(world.ade, "a word of Ade");
  world.write_note(world.bea, "a word of Bea");
  world.sync_all();
  REQUIRE(holds_bytes(world.bea, view_of("a word of Ade")));
  const auto keys = keys_of_section(world.ade, world.mo, kSectionNotes);
  REQUIRE(!keys.empty());
  REQUIRE(holds_bytes(world.bea, keys.front().view()));
  stop(world, world.bea, kSectionNotes);
  world.sync_all();
  CHECK_FALSE(holds_bytes(world.bea, view_of("a word of Ade")));
  CHECK_FALSE(holds_bytes(world.bea, view_of("a word of Bea")));
  for (const Key& key : keys_of_section(world.ade, world.mo, kSectionNotes)) {
    CHECK_FALSE(holds_bytes(world.bea, key.view()));
  }
  CHECK_FALSE(fact(world.bea.window().db(), kFactToClear));  // the database's own log was emptied
  CHECK(items(world.bea.window(), {world.mo, kSectionNotes, kKindNote}).empty());
  CHECK(digest_is_equal(world, world.ade, world.cem, "notes"));
  CHECK(digest_is_equal(world, world.ade, world.bea, "goals"));
}

TEST_CASE("I6.NothingWrittenAfterAStopReachesAStreamWhoseKeyTheStoppedOneKnows",
          "[simulation][invariant][stop]") {
  TwoCoaches world;
  world.write_note(world.ade, "before");
  world.sync_all();
  const auto known = addresses_of_section(world.bea, world.mo, kSectionNotes);
  REQUIRE(known.size() == 1);
  stop(world, world.bea, kSectionNotes);
  const EntityId by_ade = world.write_note(world.ade, "after, by Ade");
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  const auto at_the_stop = world.server.all_blobs().at(known.front()).size();
  const EntityId by_cem = world.write_note(world.cem, "after, by Cem");
  world.sync_all();
  CHECK(world.has_note(world.cem, by_ade, "after, by Ade"));
  CHECK(world.has_note(world.ade, by_cem, "after, by Cem"));
  CHECK(world.server.all_blobs().at(known.front()).size() == at_the_stop);
}

TEST_CASE("LateNote.WaitsForTheOneWhoseRecordItIs", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  stop(world, world.bea, kSectionNotes);
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  const EntityId late = world.write_note(world.bea, "too late");
  REQUIRE(world.sync(world.bea).state == SyncState::sent);
  world.sync_all();
  CHECK_FALSE(find_item(world.ade.window(), late));
  const auto held = held_notes(world.ade.window(), world.mo);
  REQUIRE(held.size() == 1);
  CHECK(held.front().texts == std::vector<std::string>{"too late"});
  CHECK(held.front().author == world.bea.root());
  const auto mine = my_late_notes(world.bea.window());
  REQUIRE(mine.size() == 1);
  CHECK(mine.front().texts == std::vector<std::string>{"too late"});

  SECTION("kept, it is there for all who may read, and not for its author") {
    REQUIRE(keep_held(world.ade.window(), held.front().batch));
    world.sync_all();
    for (SimDevice* device : {&world.ade, &world.cem}) {
      CHECK(world.has_note(*device, late, "too late"));
    }
    CHECK_FALSE(find_item(world.bea.window(), late));
    CHECK(held_notes(world.ade.window(), world.mo).empty());
  }
  SECTION("deleted, its words are gone") {
    REQUIRE(delete_held(world.ade.window(), held.front().batch));
    world.sync_all();
    CHECK(held_notes(world.ade.window(), world.mo).empty());
    CHECK_FALSE(holds_bytes(world.ade, view_of("too late")));
    CHECK(verify_vault(world.ade.window()).empty());
  }
  SECTION("it stays with its author for 14 days past the stop") {
    world.server.clock.now += 13 * kDayMs;
    world.sync_all();
    CHECK(my_late_notes(world.bea.window()).size() == 1);
    world.server.clock.now += 2 * kDayMs;
    world.sync_all();
    CHECK(my_late_notes(world.bea.window()).empty());
  }
}

TEST_CASE("LateNote.ThatMeetsAClosedStreamIsNotLost", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId by_cem = world.write_note(world.cem, "Cem's, not sent yet");
  stop(world, world.bea, kSectionNotes);
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  REQUIRE(world.sync(world.cem).state == SyncState::sent);
  world.sync_all();
  CHECK(world.has_note(world.ade, by_cem, "Cem's, not sent yet"));
  CHECK(world.has_note(world.cem, by_cem, "Cem's, not sent yet"));
  CHECK(status(world.ade.window()).waiting.empty());
}

TEST_CASE("StopSharing.SharedAgainBeginsANewChain", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId before = world.write_note(world.bea, "before");
  world.sync_all();
  stop(world, world.bea, kSectionNotes);
  world.sync_all();
  share(world, to_write);
  world.sync_all();
  CHECK(world.has_note(world.bea, before, "before"));
  const EntityId after = world.write_note(world.bea, "after");
  world.sync_all();
  CHECK(world.has_note(world.ade, after, "after"));
  CHECK(digest_is_equal(world, world.ade, world.bea, "notes"));
  CHECK(status(world.ade.window()).waiting.empty());
}

TEST_CASE("StopSharing.WithTheLastPartTheNameGoes", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  REQUIRE(people(world.bea.window()).front().names == std::vector<std::string>{"Mo"});
  stop(world, world.bea, kSectionNotes);
  world.sync_all();
  CHECK(people(world.bea.window()).front().names == std::vector<std::string>{"Mo"});
  stop(world, world.bea, kSectionGoals);
  world.sync_all();
  for (const Person& person : people(world.bea.window())) CHECK(person.names.empty());
  CHECK(people(world.cem.window()).front().names == std::vector<std::string>{"Mo"});
}

TEST_CASE("StopSharing.SaysWhetherItHasReachedThem", "[simulation][stop]") {
  TwoCoaches world;
  const auto of_bea = [&] {
    for (const ShownShare& one : shares(world.ade.window(), world.mo)) {
      if (one.contact == world.bea.root() && one.section == "notes") return one;
    }
    FAIL("no such share");
    return ShownShare{};
  };
  CHECK_FALSE(of_bea().is_sent);
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  CHECK(of_bea().is_sent);
  CHECK_FALSE(of_bea().is_reached);
  world.sync_all();
  CHECK(of_bea().is_reached);
  CHECK(of_bea().state == ShareState::running);
  stop(world, world.bea, kSectionNotes);
  CHECK(of_bea().state == ShareState::stopped);
  CHECK(of_bea().unconfirmed == std::vector{world.bea.window().device().id()});
  world.sync_all();
  CHECK(of_bea().unconfirmed.empty());
}

TEST_CASE("ShareFromNow.GivesNothingThatWasWrittenBefore", "[simulation][stop]") {
  TwoCoaches world;
  SimDevice& bea = world.bea;
  stop(world, bea, kSectionNotes);
  const EntityId old = world.write_note(world.ade, "history");
  world.sync_all();
  share(world, [](ShareRequest& request) { request.write = request.from_now = true; });
  const EntityId fresh = world.write_note(world.ade, "news");
  world.sync_all();
  CHECK_FALSE(find_item(bea.window(), old));
  CHECK_FALSE(holds_bytes(bea, view_of("history")));
  CHECK(world.has_note(bea, fresh, "news"));
  const EntityId answer = world.write_note(bea, "answer");
  const EntityId by_cem = world.write_note(world.cem, "Cem, too");
  world.sync_all();
  CHECK(world.has_note(world.ade, answer, "answer"));
  CHECK(world.has_note(world.cem, answer, "answer"));
  CHECK(world.has_note(bea, by_cem, "Cem, too"));
  CHECK(status(bea.window()).waiting.empty());
  CHECK(digest_is_equal(world, world.ade, world.cem, "notes"));
}

TEST_CASE("ShareFromNow.WhatWasWrittenBeforeAndNotSentYetStaysOut", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  stop(world, world.bea, kSectionNotes);
  world.sync_all();
  const EntityId old = world.write_note(world.ade, "history, not sent yet");
  const EntityId by_cem = world.write_note(world.cem, "not known to Ade yet");
  share(world, [](ShareRequest& request) { request.write = request.from_now = true; });
  const EntityId fresh = world.write_note(world.ade, "news");
  world.sync_all(5);
  CHECK_FALSE(find_item(world.bea.window(), old));
  CHECK_FALSE(holds_bytes(world.bea, view_of("history, not sent yet")));
  CHECK(world.has_note(world.bea, fresh, "news"));
  CHECK(world.has_note(world.bea, by_cem, "not known to Ade yet"));
  for (SimDevice* device : {&world.ade, &world.cem}) {
    CHECK(world.has_note(*device, old, "history, not sent yet"));
    CHECK(world.has_note(*device, by_cem, "not known to Ade yet"));
  }
  CHECK(digest_is_equal(world, world.ade, world.cem, "notes"));
  CHECK(status(world.ade.window()).sent == status(world.ade.window()).saved);
}

TEST_CASE("ShareFromNow.AServerThatLosesTheOldStreamBringsNoHistory", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  stop(world, world.bea, kSectionNotes);
  const EntityId old = world.write_note(world.cem, "history");
  world.sync_all();
  share(world, [](ShareRequest& request) { request.write = request.from_now = true; });
  world.sync_all();
  world.server.restore(world.empty_server);
  world.sync_all(6);
  CHECK_FALSE(holds_bytes(world.bea, view_of("history")));
  CHECK(world.has_note(world.ade, old, "history"));
  CHECK(world.has_note(world.cem, old, "history"));
}

// Whether a wording that Bea was never shown stands beside hers.
bool keeps_what_bea_never_saw() {
  TwoCoaches world;
  const auto goal = add_entry(world.ade.window(), {world.mo, kSectionGoals}, kKindGoal,
                              {text_of_field(kGoalWording, "before Bea")});
  REQUIRE(goal);
  stop(world, world.bea, kSectionGoals);
  world.sync_all();
  share(world, [](ShareRequest& request) {
    request.section = kSectionGoals;
    request.write = request.from_now = true;
  });
  REQUIRE(set_entry(world.ade.window(), *goal, {{kGoalState, Word{"doing"}, std::nullopt}}));
  world.sync_all();
  const auto seen = find_item(world.bea.window(), *goal);
  REQUIRE(seen);
  REQUIRE(seen->field(kGoalWording) == nullptr);
  REQUIRE(set_entry(world.bea.window(), *goal, {text_of_field(kGoalWording, "Bea's")}));
  world.sync_all();
  const auto shows_both = [&](SimDevice& device) {
    return find_item(device.window(), *goal)->field(kGoalWording)->versions.size() == 2;
  };
  return shows_both(world.ade) && shows_both(world.cem);
}

TEST_CASE("ShareFromNow.NobodyReplacesWhatTheyNeverSaw", "[simulation][stop]") {
  CHECK(keeps_what_bea_never_saw());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("ShareFromNow.PlantedBugsAreCaught", "[simulation][stop][plant]") {
  CHECK(is_caught("gaps_count_as_seen", keeps_what_bea_never_saw));
}
#endif

TEST_CASE("Expiry.LocksReadingAndNotWritingAndAClockSetBackCannotExtend", "[simulation][stop]") {
  TwoCoaches world;
  stop(world, world.bea, kSectionNotes);
  world.sync_all();
  const TimeMs end = world.server.clock.now + 10 * kDayMs;
  share(world, [&](ShareRequest& request) {
    request.write = true;
    request.until = end;
  });
  const EntityId note = world.write_note(world.ade, "for ten days");
  world.sync_all();
  REQUIRE(world.has_note(world.bea, note, "for ten days"));
  const TimeMs now = world.bea.clock.now;

  SECTION("a clock set forward locks, and opens again when it is set right") {
    world.bea.clock.now = end + kDayMs;
    CHECK_FALSE(find_item(world.bea.window(), note));
    CHECK(search(world.bea.window(), "ten").empty());
    world.bea.clock.now = now;
    CHECK(world.has_note(world.bea, note, "for ten days"));
    CHECK(holds_bytes(world.bea, view_of("for ten days")));
  }
  SECTION("a clock set back does not open what signed time has ended") {
    world.server.clock.now = end + kDayMs;
    world.carry = [&](SimDevice& from, const HttpRequest& request) {
      return world.straight(from, request);
    };
    REQUIRE(world.sync(world.bea).state == SyncState::sent);
    world.bea.clock.now = now - 100 * kDayMs;
    CHECK_FALSE(find_item(world.bea.window(), note));
    const EntityId late = world.write_note(world.bea, "written when it had run out");
    world.sync_all();
    CHECK_FALSE(find_item(world.ade.window(), late));
    REQUIRE(held_notes(world.ade.window(), world.mo).size() == 1);
    CHECK_FALSE(holds_bytes(world.bea, view_of("for ten days")));
  }
  SECTION("the owner's own clock ends nothing") {
    world.ade.clock.now = end + 1000 * kDayMs;
    world.sync_all();
    CHECK(world.has_note(world.bea, note, "for ten days"));
  }
  SECTION("a newer signed time takes the place of an earlier one") {
    world.server.clock.now = end + kDayMs;
    REQUIRE(world.sync(world.bea).state == SyncState::sent);
    CHECK_FALSE(find_item(world.bea.window(), note));
    world.server.clock.now = end - kDayMs;
    REQUIRE(world.sync(world.bea).state == SyncState::sent);
    CHECK(world.has_note(world.bea, note, "for ten days"));
  }
}

TEST_CASE("Share.ThatGivesLessTakesThePlaceOfTheOneBefore", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  share(world, [](ShareRequest&) {});
  const EntityId late = world.write_note(world.bea, "had not heard of it");
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  world.sync_all();
  CHECK_FALSE(find_item(world.ade.window(), late));
  CHECK(held_notes(world.ade.window(), world.mo).size() == 1);
  const EntityId note = world.write_note(world.ade, "to be read");
  world.sync_all();
  CHECK(world.has_note(world.bea, note, "to be read"));
  const auto refused = add_entry(world.bea.window(), {world.mo, kSectionNotes}, kKindNote, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::refused);
}

TEST_CASE("Sharing.GoesOnAfterManyChangesOfWhoMaySee", "[simulation][stop]") {
  TwoCoaches world;
  world.sync_all();
  SimDevice dan("Dan", 99);
  dan.home = world.enrol_device(dan);
  REQUIRE(add_contact(world.ade.window(), my_card(dan.window())));
  REQUIRE(add_contact(dan.window(), my_card(world.ade.window())));
  Vault& vault = world.ade.window();
  {
    Transaction transaction(vault.db());
    const auto section = find_section(vault.db(), world.mo, kSectionNotes);
    for (int i = 0; i < 130; ++i) {
      EpochAct act;
      act.shares = {{world.random.id<AdmissionId>(), world.random.id<RootId>(), true, true, {}}};
      REQUIRE(make_epoch(vault, *section, std::move(act)));
    }
    transaction.commit();
  }
  const EntityId note = world.write_note(world.ade, "after all that");
  REQUIRE(share_section(vault, {.space = world.mo,
                                .section = kSectionNotes,
                                .contact = dan.root(),
                                .why = "to help",
                                .language = "en",
                                .write = true}));
  REQUIRE(world.sync(world.ade).state == SyncState::sent);
  world.sync(dan);
  CHECK(world.has_note(dan, note, "after all that"));
}

}  // namespace
}  // namespace alongside
