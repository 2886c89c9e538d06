#include "tests/simulation/charity.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/simulation/by_id.h"

namespace alongside {
namespace {

FieldEdit text_edit(std::uint64_t field, const std::string& text) {
  return {field, Text{text, "coach", "en"}, std::nullopt};
}

// Ade keeps Mo's record and has shared `section` with Bea, and both have synced.
struct Pair {
  explicit Pair(bool write = true) : ade(charity.add_coach("Ade")), bea(charity.add_coach("Bea")) {
    charity.introduce();
    mo = add_person(ade, "Mo", "en").value();
    for (const std::uint64_t section : {kSectionNotes, kSectionGoals}) {
      REQUIRE(share_section(ade, {.space = mo,
                                  .section = section,
                                  .contact = bea.me(),
                                  .why = "so that you can help",
                                  .language = "en",
                                  .write = write}));
    }
  }
  void sync_all() {
    for (int round = 0; round < 3; ++round) {
      for (Vault* vault : {&ade, &bea}) {
        const SyncReport report = charity.sync(*vault);
        INFO(report.reason);
        REQUIRE(report.state == SyncState::sent);
      }
    }
  }
  void require_agreement() {
    const auto mine = digests(ade, mo), theirs = digests(bea, mo);
    REQUIRE(mine.size() == theirs.size());
    for (std::size_t i = 0; i < mine.size(); ++i) {
      INFO(mine[i].section);
      CHECK(mine[i].digest == theirs[i].digest);
    }
  }
  Charity charity;
  Vault& ade;
  Vault& bea;
  SpaceId mo;
};

TEST_CASE("Vaults.TwoDevicesEditApartAndBothWordingsStand", "[sync]") {
  Pair pair;
  const auto goal = add_entry(pair.ade, {pair.mo, kSectionGoals}, kKindGoal,
                              {text_edit(kGoalWording, "A place of my own")});
  REQUIRE(goal);
  pair.sync_all();
  REQUIRE(set_entry(pair.ade, *goal, {text_edit(kGoalWording, "A flat near my sister")}));
  REQUIRE(set_entry(pair.bea, *goal, {text_edit(kGoalWording, "A flat with a garden")}));
  REQUIRE(add_entry(pair.bea, {pair.mo, kSectionNotes}, kKindNote,
                    {text_edit(kNoteBody, "Met at the library")}));
  pair.sync_all();
  for (Vault* vault : {&pair.ade, &pair.bea}) {
    const auto item = find_item(*vault, *goal);
    REQUIRE(item);
    CHECK(item->field(kGoalWording)->versions.size() == 2);
    CHECK(search(*vault, "library").size() == 1);
    CHECK(people(*vault).front().names == std::vector<std::string>{"Mo"});
    CHECK(verify_vault(*vault).empty());
    CHECK(status(*vault).waiting.empty());
  }
  pair.require_agreement();
  CHECK(status(pair.ade).saved == 3);
  CHECK(status(pair.ade).sent == 3);
  CHECK(status(pair.ade).confirmed == 2);  // one seen mark a section and day
}

TEST_CASE("Vaults.ChoosingOneWordingEndsTheMatterEverywhere", "[sync]") {
  Pair pair;
  const auto goal =
      add_entry(pair.ade, {pair.mo, kSectionGoals}, kKindGoal, {text_edit(kGoalWording, "one")});
  pair.sync_all();
  REQUIRE(set_entry(pair.ade, *goal, {text_edit(kGoalWording, "two")}));
  REQUIRE(set_entry(pair.bea, *goal, {text_edit(kGoalWording, "three")}));
  pair.sync_all();
  const auto item = find_item(pair.bea, *goal);
  REQUIRE(item);
  const auto chosen = item->field(kGoalWording)->versions.front();
  REQUIRE(choose_version(pair.bea, *goal, "wording", chosen.id).value());
  pair.sync_all();
  CHECK(find_item(pair.ade, *goal)->field(kGoalWording)->versions.size() == 1);
  pair.require_agreement();
}

TEST_CASE("Vaults.AQuietSyncIsOneRequest", "[sync]") {
  Pair pair;
  pair.sync_all();
  const SyncReport report = pair.charity.sync(pair.ade);
  CHECK(report.requests == 1);
  CHECK(report.sent == 0);
}

TEST_CASE("Vaults.ASaveThatChangesNothingWritesNothing", "[edits]") {
  Pair pair;
  const auto note =
      add_entry(pair.ade, {pair.mo, kSectionNotes}, kKindNote, {text_edit(kNoteBody, "tea")});
  const auto saved = status(pair.ade).saved;
  CHECK_FALSE(set_entry(pair.ade, *note, {text_edit(kNoteBody, "tea")}).value());
  CHECK(status(pair.ade).saved == saved);
}

TEST_CASE("Vaults.AReaderWithoutTheRightToWriteIsToldSo", "[sync]") {
  Pair pair(false);
  pair.sync_all();
  const auto note =
      add_entry(pair.bea, {pair.mo, kSectionNotes}, kKindNote, {text_edit(kNoteBody, "x")});
  REQUIRE_FALSE(note);
  CHECK(note.error().code == ErrorCode::refused);
}

TEST_CASE("Vaults.ANoteWithNoPersonMovesToAPersonWithItsTime", "[edits]") {
  Pair pair;
  const auto place = loose_notes(pair.ade);
  const TimeMs written = pair.charity.clock.now;
  const auto note =
      add_entry(pair.ade, place, kKindNote, {text_edit(kNoteBody, "Someone by the bridge")});
  REQUIRE(note);
  pair.charity.clock.now += 3'600'000;
  const auto moved = move_note(pair.ade, *note, pair.mo);
  REQUIRE(moved);
  CHECK(items(pair.ade, {}).empty());
  const auto item = find_item(pair.ade, moved->note);
  REQUIRE(item);
  CHECK(item->at == written);
  CHECK(shown_value(item->field(kNoteBody)->versions.front().value) == "Someone by the bridge");
}

TEST_CASE("Vaults.AnEntryRemovedHereAndEditedThereComesBackMarked", "[sync]") {
  Pair pair;
  const auto goal =
      add_entry(pair.ade, {pair.mo, kSectionGoals}, kKindGoal, {text_edit(kGoalWording, "one")});
  pair.sync_all();
  REQUIRE(remove_entry(pair.ade, *goal, std::nullopt));
  CHECK_FALSE(find_item(pair.ade, *goal));
  REQUIRE(set_entry(pair.bea, *goal, {text_edit(kGoalWording, "two")}));
  pair.sync_all();
  for (Vault* vault : {&pair.ade, &pair.bea}) {
    const auto item = find_item(*vault, *goal);
    REQUIRE(item);
    CHECK(item->is_marked);
  }
  pair.require_agreement();
}

TEST_CASE("Vaults.AShareFromAnUnknownSenderWaitsForTheirCard", "[sharing]") {
  Charity charity;
  Vault& ade = charity.add_coach("Ade");
  Vault& bea = charity.add_coach("Bea");
  REQUIRE(add_contact(ade, my_card(bea)));
  const SpaceId mo = add_person(ade, "Mo", "en").value();
  REQUIRE(share_section(ade, {.space = mo,
                              .section = kSectionNotes,
                              .contact = bea.me(),
                              .why = "help",
                              .language = "en"}));
  charity.sync(ade);
  charity.sync(bea);
  CHECK(people(bea).empty());
  CHECK(status(bea).waiting.size() == 1);
  REQUIRE(add_contact(bea, my_card(ade)));
  CHECK(people(bea).size() == 1);
  charity.sync(bea);
  CHECK(people(bea).front().names == std::vector<std::string>{"Mo"});
  CHECK(status(bea).waiting.empty());
}

TEST_CASE("Vaults.RebuildGivesTheSameDigests", "[vault]") {
  Pair pair;
  const auto goal =
      add_entry(pair.ade, {pair.mo, kSectionGoals}, kKindGoal, {text_edit(kGoalWording, "one")});
  pair.sync_all();
  REQUIRE(set_entry(pair.ade, *goal, {text_edit(kGoalWording, "two")}));
  REQUIRE(set_entry(pair.bea, *goal, {text_edit(kGoalWording, "three")}));
  pair.sync_all();
  const auto before = digests(pair.bea, pair.mo);
  REQUIRE(rebuild(pair.bea));
  const auto after = digests(pair.bea, pair.mo);
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(before[i].digest == after[i].digest);
  CHECK(search(pair.bea, "thr").size() == 1);
}

TEST_CASE("Vaults.VerifyFindsAnEpochThatNobodySigned", "[simulation]") {
  Pair pair;
  REQUIRE(verify_vault(pair.ade).empty());
  auto& query = pair.ade.db().statement("SELECT record FROM epoch ORDER BY id LIMIT 1");
  Bytes record = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); }).value();
  record.back() ^= std::byte{1};  // the signature stands last
  pair.ade.db()
      .statement("UPDATE epoch SET record = ?1 WHERE id = (SELECT min(id) FROM epoch)")
      .bind(1, record)
      .run();
  const auto problems = verify_vault(pair.ade);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0] == "1 records of who may see what do not check out.");
}

}  // namespace
}  // namespace alongside
