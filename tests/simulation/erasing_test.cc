#include "tests/simulation/erasing.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/shares.h"
#include "client/store/tray.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

TEST_CASE("Erasing.TakesTheWordsOffEveryDeviceAndTheServer", "[simulation][erasing]") {
  Erasing it;
  const EntityId kept = it.note_everybody_has(it.world.bea, kOthers);
  const EntityId note = it.note_everybody_has(it.world.bea, kWords);
  REQUIRE(it.is_anywhere(kWords));
  REQUIRE(it.is_at_server(kWords));
  const auto erased = it.erase(it.world.ade, note);
  REQUIRE(erased);
  CHECK(erased->readers.size() == 2);
  CHECK_FALSE(holds_bytes(it.world.ade, view_of(kWords)));
  CHECK(erasures(it.world.ade.window(), it.world.mo).front().unconfirmed.size() == 3);
  it.sync_all();
  CHECK_FALSE(it.is_anywhere(kWords));
  CHECK_FALSE(it.is_at_server(kWords));
  for (SimDevice* device : it.all()) {
    CHECK_FALSE(find_item(device->window(), note));
    CHECK(it.world.has_note(*device, kept, std::string(kOthers)));
    CHECK(verify_vault(device->window()).empty());
    CHECK(it.world.digest_of(*device, "notes") == it.world.digest_of(it.world.ade, "notes"));
  }
  for (SimDevice* device : {&it.world.ade, &it.tablet}) {
    const auto list = erasures(device->window(), it.world.mo);
    REQUIRE(list.size() == 1);
    CHECK(list.front().entry == note);
    CHECK(list.front().unconfirmed.empty());
    CHECK_FALSE(list.front().is_at_server);
  }
}

TEST_CASE("Erasing.OneSyncOfTheOwnerTakesItOffTheServer", "[simulation][erasing]") {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.ade, kWords);
  REQUIRE(it.erase(it.world.ade, note));
  CHECK(it.world.sync(it.world.ade).state == SyncState::sent);
  CHECK_FALSE(it.is_at_server(kWords));
  CHECK_FALSE(erasures(it.world.ade.window(), it.world.mo).front().is_at_server);
  CHECK(erasures(it.world.ade.window(), it.world.mo).front().unconfirmed.size() == 3);
}

TEST_CASE("Erasing.OnlyTheOwnersDevicesErase", "[simulation][erasing]") {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.bea, kWords);
  const auto erased = it.erase(it.world.bea, note);
  REQUIRE_FALSE(erased);
  CHECK(erased.error().code == ErrorCode::refused);
  it.sync_all();
  for (SimDevice* device : it.all()) CHECK(it.world.has_note(*device, note, std::string(kWords)));
}

TEST_CASE("Erasing.WhatWasWrittenApartWaitsInTheTray", "[simulation][erasing]") {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.ade, "first words");
  const EntityId other = it.note_everybody_has(it.world.ade, "another note");
  REQUIRE(set_entry(it.world.bea.window(), note, {text_of_field(kNoteBody, std::string(kWords))}));
  REQUIRE(
      set_entry(it.world.bea.window(), other, {text_of_field(kNoteBody, std::string(kOthers))}));
  REQUIRE(it.erase(it.world.ade, note));
  it.sync_all();
  for (SimDevice* device : {&it.world.ade, &it.tablet}) {
    const auto held = held_notes(device->window(), it.world.mo);
    REQUIRE(held.size() == 1);
    CHECK(held.front().after_erase);
    CHECK(held.front().author == it.world.bea.root());
    CHECK(held.front().texts == std::vector<std::string>{std::string(kWords)});
    CHECK_FALSE(find_item(device->window(), note));
  }
  CHECK_FALSE(holds_bytes(it.world.bea, view_of(kWords)));
  CHECK_FALSE(holds_bytes(it.world.cem, view_of(kWords)));
  for (SimDevice* device : it.all()) {
    CHECK(it.world.has_note(*device, other, std::string(kOthers)));
  }
  const BatchHash waiting = held_notes(it.tablet.window(), it.world.mo).front().batch;

  SECTION("kept, it is a new entry for everybody") {
    REQUIRE(keep_held(it.tablet.window(), waiting));
    it.sync_all();
    for (SimDevice* device : it.all()) {
      CHECK(holds_bytes(*device, view_of(kWords)));
      CHECK_FALSE(find_item(device->window(), note));
      CHECK(held_notes(device->window(), it.world.mo).empty());
    }
  }
  SECTION("deleted, it is nowhere") {
    REQUIRE(delete_held(it.tablet.window(), waiting));
    it.sync_all();
    CHECK_FALSE(it.is_anywhere(kWords));
    CHECK(held_notes(it.world.ade.window(), it.world.mo).empty());
  }
}

TEST_CASE("Erasing.ARestoredServerBringsNothingBack", "[simulation][erasing]") {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.bea, kWords);
  const auto before = it.world.server.backup();
  REQUIRE(it.erase(it.world.ade, note));
  it.sync_all();
  REQUIRE_FALSE(it.is_at_server(kWords));
  it.world.server.restore(before);
  REQUIRE(it.is_at_server(kWords));
  it.sync_all(7);
  CHECK_FALSE(it.is_at_server(kWords));
  CHECK_FALSE(it.is_anywhere(kWords));
  const EntityId later = it.note_everybody_has(it.world.cem, "life goes on");
  CHECK(find_item(it.tablet.window(), later));
}

TEST_CASE("Erasing.TwoDevicesThatEraseAndStopApart", "[simulation][erasing]") {
  Erasing it;
  const EntityId one = it.note_everybody_has(it.world.bea, kWords);
  const EntityId two = it.note_everybody_has(it.world.ade, kOthers);
  REQUIRE(it.erase(it.world.ade, one));
  REQUIRE(it.erase(it.tablet, two));
  REQUIRE(stop_sharing(it.tablet.window(), {it.world.mo, kSectionNotes, it.world.cem.root()}));
  it.sync_all(8);
  CHECK_FALSE(it.is_anywhere(kWords));
  CHECK_FALSE(it.is_anywhere(kOthers));
  CHECK_FALSE(it.is_at_server(kWords));
  CHECK_FALSE(it.is_at_server(kOthers));
  CHECK(keys_of_section(it.world.cem, it.world.mo, kSectionNotes).empty());
  CHECK(digest_is_equal(it.world, it.world.ade, it.tablet, "notes"));
  CHECK(digest_is_equal(it.world, it.world.ade, it.world.bea, "notes"));
}

TEST_CASE("Erasing.WhoReadsFromNowOnGetsNoKeyToTheCopies", "[simulation][erasing]") {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.bea, kWords);
  it.note_everybody_has(it.world.ade, kOthers);
  REQUIRE(stop_sharing(it.world.ade.window(), {it.world.mo, kSectionNotes, it.world.cem.root()}));
  it.sync_all();
  REQUIRE(share_section(it.world.ade.window(), {.space = it.world.mo,
                                                .section = kSectionNotes,
                                                .contact = it.world.cem.root(),
                                                .why = "from now on",
                                                .language = "en",
                                                .from_now = true}));
  it.sync_all();
  REQUIRE(it.erase(it.world.ade, note));
  it.sync_all(6);
  CHECK_FALSE(it.is_at_server(kWords));
  CHECK_FALSE(holds_bytes(it.world.cem, view_of(kOthers)));
  CHECK(holds_bytes(it.world.bea, view_of(kOthers)));
}

TEST_CASE("Erasing.AMovedNoteIsErasedWhereItLay", "[simulation][erasing]") {
  Erasing it;
  const SectionPlace loose = loose_notes(it.world.ade.window());
  const auto note = add_entry(it.world.ade.window(), loose, kKindNote,
                              {text_of_field(kNoteBody, std::string(kWords))});
  REQUIRE(note);
  it.sync_all();
  const auto moved =
      move_note(it.world.ade.window(), {loose.space, loose.section, kKindNote, *note}, it.world.mo);
  REQUIRE(moved);
  CHECK(moved->is_erased);
  CHECK(moved->readers.empty());
  it.sync_all();
  CHECK(it.world.has_note(it.world.bea, moved->note, std::string(kWords)));
  CHECK(it.erase(it.world.ade, moved->note));
  it.sync_all();
  CHECK_FALSE(it.is_anywhere(kWords));
  CHECK_FALSE(it.is_at_server(kWords));
}

// A note that a server had, and lost when it was put back, in a stream that is dropped meanwhile.
bool what_the_server_lost_is_not_dropped() {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.ade, kWords);
  const auto before = it.world.server.backup();
  const EntityId late = it.world.write_note(it.world.bea, "only Bea has this");
  it.world.sync(it.world.bea);
  it.world.server.restore(before);
  if (!it.erase(it.world.ade, note)) return false;
  it.world.sync(it.world.ade);
  it.world.sync(it.world.ade);
  it.sync_all();
  const auto devices = it.all();
  return !it.is_at_server(kWords) &&
         std::all_of(devices.begin(), devices.end(), [&](SimDevice* device) {
           return it.world.has_note(*device, late, "only Bea has this");
         });
}

TEST_CASE("Erasing.WhatTheServerHadLostIsNotDropped", "[simulation][erasing]") {
  CHECK(what_the_server_lost_is_not_dropped());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("what_was_dropped_unseen_is_lost", what_the_server_lost_is_not_dropped));
#endif
}

#ifdef ALONGSIDE_PLANTS

// Erased while somebody wrote about it with no signal; nothing of it is left, nothing else is gone,
// and what nobody had seen waits in the tray.
bool erasing_holds() {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.bea, kWords);
  const EntityId kept = it.note_everybody_has(it.world.bea, "this one stays");
  if (!set_entry(it.world.cem.window(), note, {text_of_field(kNoteBody, "seen by nobody")})) {
    return false;
  }
  const auto before = it.world.server.backup();
  if (!it.erase(it.world.ade, note)) return false;
  it.sync_all(6);
  const bool is_told = held_notes(it.world.ade.window(), it.world.mo).size() == 1;
  const bool is_gone = !it.is_anywhere(kWords) && !it.is_at_server(kWords);
  it.world.server.restore(before);
  it.sync_all(6);
  const bool stays_gone = !it.is_anywhere(kWords) && !it.is_at_server(kWords);
  return is_told && is_gone && stays_gone &&
         it.world.has_note(it.world.bea, kept, "this one stays");
}

TEST_CASE("Erasing.PlantedBugsAreCaught", "[simulation][erasing]") {
  for (const char* bug :
       {"erased_words_stay", "erased_words_are_sent_again", "late_changes_are_dropped",
        "erased_words_stay_at_the_server", "dropped_streams_come_back"}) {
    CAPTURE(bug);
    CHECK(is_caught(bug, erasing_holds));
  }
}

// Letters that do not compress well.
std::string filler(SeededRandom& random, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) {
    text += static_cast<char>('a' + static_cast<int>(random.below(26)));
  }
  return text;
}

// While the remains of a stream are on their way, in several requests and with cuts, they are at
// the server after every request.
bool what_remains_is_always_there() {
  Erasing it;
  SeededRandom random(5);
  std::vector<std::string> marks;
  for (int i = 0; i < 45; ++i) {
    marks.push_back(filler(random, 20));
    it.world.write_note(it.world.ade, marks.back() + filler(random, 100'000));
    it.world.sync(it.world.ade);
  }
  const EntityId note = it.note_everybody_has(it.world.bea, kWords);
  if (!it.erase(it.world.ade, note)) return false;
  bool is_always_there = true;
  int calls = 0;
  it.world.carry = [&](SimDevice& from, const HttpRequest& request) -> Result<HttpAnswer> {
    if (++calls > 2) return error(ErrorCode::unavailable, "cut");
    auto answer = it.world.straight(from, request);
    const auto there = it.at_server();
    for (const std::string& mark : marks) is_always_there &= Erasing::stands_in(there, mark);
    return answer;
  };
  for (int i = 0; i < 8; ++i) {
    calls = 0;
    it.world.sync(it.world.ade);
  }
  return is_always_there && !it.is_at_server(kWords);
}

TEST_CASE("Erasing.TheCopyIsThereBeforeTheOldStreamGoes", "[simulation][erasing]") {
  CHECK(is_caught("dropped_before_the_copy_is_there", what_remains_is_always_there));
}

#endif

}  // namespace
}  // namespace alongside
