#include <catch2/catch_test_macros.hpp>

#include "client/store/replica.h"
#include "tests/simulation/two_coaches.h"
#include "tests/support/crypto.h"

namespace alongside {
namespace {

constexpr TimeMs kYearMs = 365LL * 24 * 60 * 60 * 1000;

// Everything that the server keeps, with only the sizes of what is sealed.
std::vector<std::string> what_the_server_sees(TwoCoaches& world) {
  std::vector<std::string> seen;
  for (const auto& [address, blobs] : world.server.all_blobs()) {
    std::string line = address.hex();
    for (const Bytes& blob : blobs) line += " " + std::to_string(blob.size());
    seen.push_back(line);
  }
  return seen;
}

std::vector<std::string> run_with_words(const std::string& first, const std::string& second) {
  TwoCoaches world;
  world.write_note(world.ade, first);
  world.sync_all();
  world.write_note(world.bea, second);
  world.sync_all();
  return what_the_server_sees(world);
}

TEST_CASE("I2.OtherWordsOfTheSameLengthChangeNothingButBlobBytes", "[simulation][invariant]") {
  const auto seen = run_with_words("qzjxkvbwpyfm", "ghdlrctnuoea");
  CHECK(seen == run_with_words("aeountcrldhg", "mfypwbvkxjzq"));
  std::string much;
  for (int i = 0; i < 3000; ++i) much += static_cast<char>('a' + i * i % 26);
  CHECK(seen != run_with_words(much, "ghdlrctnuoea"));  // the control: another size shows
}

TEST_CASE("I9.OneByOneAndAllAtOnceGiveTheSameState", "[simulation][invariant]") {
  TwoCoaches world;
  const EntityId note = world.write_note(world.ade, "one");
  world.sync_all();
  for (const char* words : {"two", "three", "four"}) {
    REQUIRE(set_entry(world.ade.window(), note, {text_of_field(kNoteBody, words)}));
    REQUIRE(set_entry(world.bea.window(), note,
                      {text_of_field(kNoteBody, std::string(words) + " by Bea")}));
    world.write_note(world.bea, words);
    world.sync(world.bea);
    world.sync(world.ade);
    world.sync(world.bea);  // step by step; Cem is away until the end
  }
  world.sync_all();
  CHECK(world.digest_of(world.ade, "notes") == world.digest_of(world.bea, "notes"));
  CHECK(world.digest_of(world.ade, "notes") == world.digest_of(world.cem, "notes"));
}

TEST_CASE("I9.ARemovalThatCameWithItsEntryStillMarksAnEditMadeApart", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId note = world.write_note(world.bea, "first");
  world.sync(world.bea);
  world.sync(world.ade);
  REQUIRE(set_entry(world.ade.window(), note, {{kNoteAt, SaidTime{1}, std::nullopt}}));
  REQUIRE(remove_entry(world.bea.window(), note, std::nullopt));
  world.sync(world.bea);
  world.sync(world.cem);  // the note and its removal in one: Cem never saw it
  CHECK_FALSE(find_item(world.cem.window(), note));
  world.sync_all();
  REQUIRE(find_item(world.cem.window(), note));
  CHECK(find_item(world.cem.window(), note)->is_marked);
  CHECK(world.digest_of(world.cem, "notes") == world.digest_of(world.ade, "notes"));
  CHECK(verify_vault(world.cem.window()).empty());
}

TEST_CASE("I10.ADeviceThatWasCopiedIsReported", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  SimDevice twin("Bea", 3);  // the same seed as Bea's
  REQUIRE(twin.root() == world.bea.root());
  twin.put_in_place(world.bea.disk.image(), world.bea.disk.folder());
  twin.home = world.bea.home;
  twin.clock.now += 1;
  world.write_note(world.bea, "by Bea");
  world.write_note(twin, "by her copy");
  for (SimDevice* device : {&world.bea, &twin, &world.ade}) world.sync(*device);
  bool is_reported = false;
  for (const auto& waiting : status(world.ade.window()).waiting) {
    is_reported =
        is_reported || waiting.reason.find("two batches at one place") != std::string::npos;
  }
  CHECK(is_reported);
  CHECK(items(world.ade.window(), {world.mo, kSectionNotes, kKindNote}).size() ==
        2);  // both are kept
}

TEST_CASE("I12.SavedComesAfterTheChangeIsDurable", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  for (int i = 0; i < 20; ++i) {
    const std::string words = "note " + std::to_string(i);
    const EntityId note = world.write_note(world.bea, words);
    world.bea.put_in_place(world.bea.disk.durable_image(), world.bea.disk.folder());
    CHECK(world.has_note(world.bea, note, words));
    world.sync(world.bea);
  }
}

TEST_CASE("I13.WhatWasSavedStaysUntilSomebodyRemovesIt", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId note = world.write_note(world.bea, "it stays");
  world.sync_all();
  const EntityId other = world.write_note(world.ade, "another");
  REQUIRE(remove_entry(world.ade.window(), other, std::nullopt));
  world.sync_all();
  REQUIRE(rebuild(world.bea.window()));
  world.bea.crash_and_restart(Crash::kill, world.random);
  world.server.restore(world.empty_server);
  world.sync_all(4);
  for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) {
    CHECK(world.has_note(*device, note, "it stays"));
    CHECK_FALSE(find_item(device->window(), other));
  }
  REQUIRE(remove_entry(world.ade.window(), note, std::nullopt));
  world.sync_all();
  for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) {
    CHECK_FALSE(find_item(device->window(), note));
  }
}

TEST_CASE("I14.NoCrashLeavesAPositionOverABlobThatIsNotStored", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  std::uint64_t crashes = 0;
  for (std::uint64_t at = 1; at < 40; ++at) {
    world.write_note(world.ade, "note " + std::to_string(at));
    world.sync(world.ade);
    world.bea.disk.unplug_at(at);
    try {
      static_cast<void>(world.sync(world.bea));
    } catch (const SqliteError&) {
      ++crashes;
    }
    world.bea.crash_and_restart(Crash::power_cut, world.random);
    CHECK(verify_vault(world.bea.window()).empty());
  }
  world.sync_all();
  CHECK(crashes > 10);
  CHECK(items(world.bea.window(), {world.mo, kSectionNotes, kKindNote}).size() == 39);
}

TEST_CASE("I15.EveryRequestThreeTimesGivesOneBlobEach", "[simulation][invariant]") {
  TwoCoaches world;
  world.carry = [&](SimDevice& from, const HttpRequest& request) {
    static_cast<void>(world.straight(from, request));
    static_cast<void>(world.straight(from, request));
    return world.straight(from, request);
  };
  world.sync_all();
  for (int i = 0; i < 5; ++i) {
    world.write_note(world.ade, "note");
    world.write_note(world.bea, "note");
    world.sync_all();
  }
  for (const auto& [address, blobs] : world.server.all_blobs()) {
    std::set<Bytes> once(blobs.begin(), blobs.end());
    CHECK(once.size() == blobs.size());
  }
  CHECK(items(world.cem.window(), {world.mo, kSectionNotes, kKindNote}).size() == 10);
}

// The words that each device shows, newest wordings and all.
std::vector<std::set<std::string>> words_with_clock_off_by(TimeMs off) {
  TwoCoaches world(1, off);
  const EntityId note = world.write_note(world.ade, "first");
  world.sync_all();
  REQUIRE(set_entry(world.bea.window(), note, {text_of_field(kNoteBody, "Bea's")}));
  REQUIRE(set_entry(world.cem.window(), note, {text_of_field(kNoteBody, "Cem's")}));
  world.sync(world.bea);
  world.sync(world.ade);
  REQUIRE(set_entry(world.ade.window(), note, {text_of_field(kNoteBody, "Ade's, after Bea's")}));
  world.sync_all();
  std::vector<std::set<std::string>> all;
  for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) {
    std::set<std::string> words;
    const auto item = find_item(device->window(), note);
    REQUIRE(item);
    for (const ShownVersion& version : item->field(kNoteBody)->versions) {
      words.insert(shown_value(version.value));
    }
    all.push_back(words);
  }
  return all;
}

TEST_CASE("I16.ClocksOffByYearsChangeNothingThatIsDecided", "[simulation][invariant]") {
  const auto right = words_with_clock_off_by(0);
  CHECK(right.front() == std::set<std::string>{"Ade's, after Bea's", "Cem's"});
  CHECK(right == words_with_clock_off_by(25 * kYearMs));
  CHECK(right == words_with_clock_off_by(-25 * kYearMs));
}

}  // namespace
}  // namespace alongside
