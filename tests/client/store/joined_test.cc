// Two records of one person, shown as one: nothing of either moves, and nothing is lost.
#include "client/store/joined.h"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/relationship.h"
#include "client/store/status.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"
#include "tests/support/planted.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

using Words = std::vector<std::string>;
using Records = std::vector<SpaceId>;

// Three people, one of whom Ade met twice, with a note in each record.
struct MetTwice : VaultRig {
  MetTwice() {
    for (const char* name : {"Mo", "Mohammed", "Grace"}) {
      const auto added = add_person(vault(), name, "en");
      MUST(added);
      all.push_back(*added);
      note(*added, std::string("of ") + name);
      clock.now += 60'000;
    }
  }
  EntityId note(const SpaceId& record, const std::string& words) {
    const FieldEdit body{kNoteBody, Text{words, "coach", "en"}, std::nullopt};
    const auto added = add_entry(vault(), {record, kSectionNotes}, kKindNote, {body});
    MUST(added);
    return *added;
  }
  Words notes(const SpaceId& person) {
    Words words;
    const ItemQuery query{std::nullopt, kSectionNotes, kKindNote};
    for (const Item& item : items_of(vault(), records_with(vault(), person), query)) {
      words.push_back(shown_value(item.field(kNoteBody)->versions.at(0).value));
    }
    return words;
  }
  void join(std::size_t one, std::size_t other) {
    MUST(join_records(vault(), all[one], all[other]));
  }
  ErrorCode joining(const SpaceId& one, const SpaceId& other) {
    const auto joined = join_records(vault(), one, other);
    MUST(!joined);
    return joined.error().code;
  }
  std::vector<Hash> digests_of_all() {
    std::vector<Hash> found;
    for (const SpaceId& record : all) {
      for (const SectionDigest& one : digests(vault(), record)) found.push_back(one.digest);
    }
    return found;
  }
  std::vector<RelationshipStatus> now(const SpaceId& person) {
    std::vector<RelationshipStatus> list;
    for (const ShownEvent& one : current_relationship(vault(), records_with(vault(), person))) {
      list.push_back(status_after(one.event));
    }
    return list;
  }
  EntityId record(const SpaceId& in, std::string_view what) {
    const auto event = record_event(vault(), in, {what, "", std::nullopt, std::nullopt});
    MUST(event);
    return *event;
  }
  Records all;
};

using Statuses = std::vector<RelationshipStatus>;

}  // namespace

TEST_CASE("Joined.IsOnePersonWithWhatBothRecordsHold", "[store]") {
  MetTwice rig;
  const auto before = rig.digests_of_all();
  rig.join(1, 0);
  const auto people = joined_people(rig.vault());
  REQUIRE(people.size() == 2);
  CHECK(people[0].space == rig.all[0]);
  CHECK(people[0].names == Words{"Mo", "Mohammed"});
  CHECK(people[0].joined == Records{rig.all[0], rig.all[1]});
  CHECK(people[1].joined.empty());
  CHECK(rig.notes(rig.all[1]) == Words{"of Mohammed", "of Mo"});
  CHECK(rig.notes(rig.all[0]) == rig.notes(rig.all[1]));
  CHECK(rig.digests_of_all() == before);
  rig.open_again();
  REQUIRE(rebuild(rig.vault()));
  CHECK(joined_people(rig.vault()).size() == 2);
  REQUIRE(unjoin_record(rig.vault(), rig.all[0]));
  CHECK(rig.notes(rig.all[0]) == Words{"of Mo"});
  CHECK(rig.notes(rig.all[1]) == Words{"of Mohammed"});
  CHECK(rig.digests_of_all() == before);
  CHECK(joined_people(rig.vault()).size() == 3);
}

TEST_CASE("Joined.HistoryTellsOfBothAndOfWhichRecord", "[store]") {
  MetTwice rig;
  rig.join(0, 1);
  const auto rows = history(rig.vault(), records_with(rig.vault(), rig.all[1]));
  REQUIRE(rows);
  std::set<SpaceId> records;
  for (const HistoryRow& row : *rows) records.insert(row.record);
  CHECK(records == std::set<SpaceId>{rig.all[0], rig.all[1]});
  const auto is_later = [](const HistoryRow& a, const HistoryRow& b) { return a.at < b.at; };
  CHECK(std::is_sorted(rows->begin(), rows->end(), is_later));
}

TEST_CASE("Joined.ANameOfTheirsMeansThemAndARecordIsNamedById", "[store]") {
  MetTwice rig;
  const SpaceId second = add_person(rig.vault(), "Mo", "en").value();
  CHECK(find_person(rig.vault(), "Mo").error().code == ErrorCode::usage);
  REQUIRE(join_records(rig.vault(), rig.all[0], second));
  CHECK(find_person(rig.vault(), "Mo")->space == rig.all[0]);
  CHECK(find_record(rig.vault(), "Mo").error().code == ErrorCode::usage);
  CHECK(find_record(rig.vault(), second.hex())->space == second);
  CHECK(find_person(rig.vault(), second.hex())->space == second);
  REQUIRE(join_records(rig.vault(), rig.all[0], rig.all[1]));
  CHECK(find_person(rig.vault(), "Mohammed")->space == rig.all[1]);
  CHECK(find_record(rig.vault(), "Mohammed")->space == rig.all[1]);
}

TEST_CASE("Joined.WhatCannotBeOnePersonIsSaidAndNothingChanges", "[store]") {
  MetTwice rig;
  const SpaceId mine = add_my_record(rig.vault(), "Ade", "en").value();
  const SpaceId nobody = rig.random.id<SpaceId>();
  const auto saved = status(rig.vault()).saved;
  CHECK(rig.joining(rig.all[0], rig.all[0]) == ErrorCode::refused);
  CHECK(rig.joining(rig.all[0], nobody) == ErrorCode::not_found);
  CHECK(rig.joining(rig.all[0], loose_notes(rig.vault()).space) == ErrorCode::not_found);
  CHECK(rig.joining(mine, rig.all[0]) == ErrorCode::refused);
  CHECK(rig.joining(rig.all[0], mine) == ErrorCode::refused);
  CHECK(unjoin_record(rig.vault(), rig.all[0]).error().code == ErrorCode::refused);
  CHECK(unjoin_records(rig.vault(), rig.all[0], rig.all[1]).error().code == ErrorCode::refused);
  CHECK(status(rig.vault()).saved == saved);
  rig.join(0, 1);
  CHECK(rig.joining(rig.all[1], rig.all[0]) == ErrorCode::refused);
  CHECK(unjoin_records(rig.vault(), rig.all[0], rig.all[0]).error().code == ErrorCode::refused);
}

TEST_CASE("Joined.OneThatIsTakenOutLeavesTheOthersTogether", "[store]") {
  MetTwice rig;
  rig.join(0, 1);
  rig.join(1, 2);
  CHECK(records_with(rig.vault(), rig.all[2]) == rig.all);
  REQUIRE(unjoin_record(rig.vault(), rig.all[1]));  // it held the other two together
  CHECK(records_with(rig.vault(), rig.all[1]) == Records{rig.all[1]});
  CHECK(records_with(rig.vault(), rig.all[2]) == Records{rig.all[0], rig.all[2]});
}

TEST_CASE("Joined.TwoThatAThirdHoldsTogetherArePartedByTakingOneOut", "[store]") {
  MetTwice rig;
  rig.join(0, 1);
  rig.join(1, 2);
  const auto parted = unjoin_records(rig.vault(), rig.all[0], rig.all[2]);
  REQUIRE_FALSE(parted);
  CHECK(parted.error().code == ErrorCode::refused);
  CHECK(records_with(rig.vault(), rig.all[0]).size() == 3);
  REQUIRE(unjoin_records(rig.vault(), rig.all[2], rig.all[1]));
  CHECK(records_with(rig.vault(), rig.all[0]) == Records{rig.all[0], rig.all[1]});
}

// As it comes from another of one's devices before the record does.
TEST_CASE("Joined.WhatNamesARecordThatIsNotHereWaits", "[store]") {
  MetTwice rig;
  RecordIds ids{{rig.all[0], rig.random.id<SpaceId>()}};
  std::sort(ids.ids.begin(), ids.ids.end());
  REQUIRE(add_entry(rig.vault(), loose_notes(rig.vault()), kKindJoined,
                    {{kJoinedRecords, ids, std::nullopt}}));
  CHECK(records_with(rig.vault(), rig.all[0]) == Records{rig.all[0]});
  CHECK(joined_people(rig.vault()).size() == 3);
  rig.join(0, 1);
  REQUIRE(unjoin_record(rig.vault(), rig.all[0]));
  const SectionPlace own = loose_notes(rig.vault());
  CHECK(items(rig.vault(), {own.space, own.section, kKindJoined}).size() == 1);
}

TEST_CASE("Joined.HowItIsNowFollowsFromTheEventsOfBoth", "[store]") {
  MetTwice rig;
  rig.record(rig.all[0], kBegan);
  rig.record(rig.all[1], kPaused);
  rig.join(0, 1);
  CHECK(rig.now(rig.all[0]).size() == 2);
  rig.record(rig.all[0], kPickedUpAgain);
  CHECK(rig.now(rig.all[0]) == Statuses{RelationshipStatus::alongside});
  CHECK(rig.now(rig.all[1]) == Statuses{RelationshipStatus::alongside});
  rig.record(rig.all[1], kPaused);
  CHECK(rig.now(rig.all[0]) == Statuses{RelationshipStatus::paused});
  REQUIRE(unjoin_record(rig.vault(), rig.all[1]));
  CHECK(rig.now(rig.all[0]) == Statuses{RelationshipStatus::alongside});
  CHECK(rig.now(rig.all[1]) == Statuses{RelationshipStatus::paused});
}

namespace {

bool no_event_names_another_record() {
  MetTwice rig;
  const EntityId elsewhere = rig.record(rig.all[1], kPaused);
  rig.join(0, 1);
  rig.record(rig.all[0], kPickedUpAgain);
  for (const Item& item : items(rig.vault(), {rig.all[0], std::nullopt, std::nullopt})) {
    for (const ShownField& field : item.fields) {
      for (const ShownVersion& version : field.versions) {
        if (shown_value(version.value).find(elsewhere.hex()) != std::string::npos) return false;
      }
    }
  }
  return true;
}

bool a_join_lies_with_me_alone() {
  MetTwice rig;
  const auto before = rig.digests_of_all();
  rig.join(0, 1);
  return rig.digests_of_all() == before;
}

bool a_joined_person_shows_the_union() {
  MetTwice rig;
  rig.join(0, 1);
  return rig.notes(rig.all[0]).size() == 2 && rig.notes(rig.all[1]).size() == 2;
}

bool the_rest_stays_together() {
  MetTwice rig;
  rig.join(0, 1);
  rig.join(1, 2);
  return unjoin_record(rig.vault(), rig.all[1]) &&
         records_with(rig.vault(), rig.all[0]) == Records{rig.all[0], rig.all[2]};
}

}  // namespace

TEST_CASE("Joined.SharesNothingShowsAllAndComesApart", "[store]") {
  CHECK(no_event_names_another_record());
  CHECK(a_join_lies_with_me_alone());
  CHECK(a_joined_person_shows_the_union());
  CHECK(the_rest_stays_together());
}

// Beside a naive partition: joining makes two groups one, taking out leaves one alone.
TEST_CASE("Joined.IsWhatWasJoinedAndNotTakenOutAgain", "[store]") {
  MetTwice rig;
  for (int more = 0; more < 4; ++more) {
    rig.all.push_back(add_person(rig.vault(), "", "en").value());
  }
  SeededRandom random(7);
  std::map<SpaceId, std::set<SpaceId>> with;
  for (const SpaceId& record : rig.all) with[record] = {record};
  const auto make_group = [&](const std::set<SpaceId>& group) {
    for (const SpaceId& record : group) with[record] = group;
  };
  for (int step = 0; step < 150; ++step) {
    const SpaceId one = rig.all[random.below(rig.all.size())];
    const SpaceId other = rig.all[random.below(rig.all.size())];
    std::set<SpaceId> group = with[one];
    if (random.below(2) == 0) {
      CHECK(join_records(rig.vault(), one, other).has_value() == !group.contains(other));
      group.insert(with[other].begin(), with[other].end());
    } else {
      CHECK(unjoin_record(rig.vault(), one).has_value() == (group.size() > 1));
      group.erase(one);
      make_group({one});
    }
    make_group(group);
    for (const SpaceId& record : rig.all) {
      const Records shown = records_with(rig.vault(), record);
      REQUIRE(std::set<SpaceId>(shown.begin(), shown.end()) == with[record]);
    }
  }
}

TEST_CASE("Joined.AnEventNamesThoseOfItsOwnRecordAlone", "[store]") {
  CHECK(no_event_names_another_record());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("Joined.PlantedBugsAreCaught", "[store]") {
  CHECK(is_caught("an_event_names_other_records", no_event_names_another_record));
  CHECK(is_caught("a_join_lies_in_the_record", a_join_lies_with_me_alone));
  CHECK(is_caught("joined_shows_one_record", a_joined_person_shows_the_union));
  CHECK(is_caught("unjoining_parts_the_rest", the_rest_stays_together));
}
#endif

}  // namespace alongside
