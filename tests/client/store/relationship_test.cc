// What happened between a person and those who walk alongside them, in a vault.
#include "client/store/relationship.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/log.h"
#include "client/store/people.h"
#include "client/store/status.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"

namespace alongside {
namespace {

constexpr TimeMs kDay = 86'400'000;

struct OnePerson : VaultRig {
  OnePerson() {
    const auto added = add_person(vault(), "Mo", "en");
    REQUIRE(added);
    mo = *added;
  }
  EntityId record(const NewEvent& event,
                  const std::optional<std::vector<EntityId>>& shown = std::nullopt) {
    const auto id = record_event(vault(), mo, event, shown);
    REQUIRE(id);
    return *id;
  }
  std::vector<RelationshipStatus> now() {
    std::vector<RelationshipStatus> list;
    for (const ShownEvent& shown : current_relationship(vault(), mo)) {
      list.push_back(status_after(shown.event));
    }
    return list;
  }
  EntryName name_of(const EntityId& id) const {
    return {mo, kSectionPerson, kKindRelationshipEvent, id};
  }
  SpaceId mo;
};

using Statuses = std::vector<RelationshipStatus>;

}  // namespace

TEST_CASE("RelationshipEvents.EachFollowsWhatIsThere", "[store]") {
  OnePerson rig;
  CHECK(rig.now().empty());
  rig.record({kPaused, kDecidedByPerson, std::nullopt, Text{"I need quiet", "person", "en"}});
  CHECK(rig.now() == Statuses{RelationshipStatus::paused});
  rig.clock.now += kDay;
  rig.record({kPickedUpAgain, kDecidedByBoth, std::nullopt, std::nullopt});
  CHECK(rig.now() == Statuses{RelationshipStatus::alongside});
  rig.open_again();
  const auto events = relationship_events(rig.vault(), rig.mo);
  REQUIRE(events.size() == 2);
  CHECK(events[0].event.what == kPickedUpAgain);
  CHECK(events[1].words == std::vector{Text{"I need quiet", "person", "en"}});
  CHECK(events[1].event.decided_by == kDecidedByPerson);
  REQUIRE(rebuild(rig.vault()));
  CHECK(rig.now() == Statuses{RelationshipStatus::alongside});
}

TEST_CASE("RelationshipEvents.NoTimeThatPassesChangesAnything", "[store]") {
  OnePerson rig;
  rig.record({kPaused, "", std::nullopt, std::nullopt});
  const auto before = relationship_events(rig.vault(), rig.mo);
  rig.clock.now += 3 * 365 * kDay;
  REQUIRE(add_entry(rig.vault(), {rig.mo, kSectionNotes}, kKindNote, {}));
  const auto after = relationship_events(rig.vault(), rig.mo);
  REQUIRE(after.size() == 1);
  CHECK(after[0].when == before[0].when);
  CHECK(rig.now() == Statuses{RelationshipStatus::paused});
}

TEST_CASE("RelationshipEvents.AClockThatIsWrongDecidesNothing", "[store]") {
  OnePerson rig;
  rig.clock.now += 3 * 365 * kDay;
  rig.record({kPaused, "", std::nullopt, std::nullopt});
  rig.clock.now -= 6 * 365 * kDay;
  rig.record({kPickedUpAgain, "", std::nullopt, std::nullopt});
  CHECK(rig.now() == Statuses{RelationshipStatus::alongside});
}

TEST_CASE("RelationshipEvents.WhatWasNotOnTheScreenIsNotFollowed", "[store]") {
  OnePerson rig;
  const EntityId first = rig.record({kBegan, "", std::nullopt, std::nullopt});
  rig.record({kPaused, "", std::nullopt, std::nullopt});
  rig.record({kPickedUpAgain, "", std::nullopt, std::nullopt}, std::vector{first});
  CHECK(rig.now().size() == 2);
}

TEST_CASE("RelationshipEvents.TheDayThatIsSaidIsShown", "[store]") {
  OnePerson rig;
  rig.record({kPaused, "", TimeMs{7 * kDay}, std::nullopt});
  const auto events = relationship_events(rig.vault(), rig.mo);
  REQUIRE(events.size() == 1);
  CHECK(events[0].when == 7 * kDay);
  CHECK(events[0].when_is_said);
}

TEST_CASE("RelationshipEvents.WhatHappenedIsNotChanged", "[store]") {
  OnePerson rig;
  const EntityId id = rig.record({kPaused, "", std::nullopt, std::nullopt});
  const FieldEdit edit{kEventWhat, Word{std::string(kDied)}, std::nullopt};
  const auto changed = set_entry(rig.vault(), rig.name_of(id), {edit});
  REQUIRE_FALSE(changed);
  CHECK(changed.error().code == ErrorCode::refused);
  CHECK(
      record_event(rig.vault(), rig.mo, {"closed", "", std::nullopt, std::nullopt}).error().code ==
      ErrorCode::usage);
  CHECK(rig.now() == Statuses{RelationshipStatus::paused});
}

// Written as an app might that does not keep to that.
TEST_CASE("RelationshipEvents.AWordPutOverAnotherStandsBesideIt", "[store]") {
  OnePerson rig;
  const EntityId id = rig.record({kPaused, "", std::nullopt, std::nullopt});
  Transaction transaction(rig.vault().db());
  const auto section = ready_to_write(rig.vault(), rig.mo, kSectionPerson);
  REQUIRE(section);
  Op op;
  op.field = kEventWhat;
  op.value = encode_value(Word{std::string(kReturned)}).value();
  append_changes(rig.vault(), *section, {Change{kKindRelationshipEvent, id, {op}, 0}});
  transaction.commit();
  CHECK(rig.now().size() == 2);
}

TEST_CASE("RelationshipEvents.OneThatIsRemovedIsGoneAndNothingElseMoves", "[store]") {
  OnePerson rig;
  rig.record({kBegan, "", std::nullopt, std::nullopt});
  const EntityId pause = rig.record({kPaused, "", std::nullopt, std::nullopt});
  const EntityId mistake = rig.record({kDied, "", std::nullopt, std::nullopt});
  CHECK(rig.now() == Statuses{RelationshipStatus::died});
  REQUIRE(remove_entry(rig.vault(), rig.name_of(mistake), std::nullopt));
  CHECK(rig.now() == Statuses{RelationshipStatus::paused});
  rig.record({kPickedUpAgain, "", std::nullopt, std::nullopt});
  REQUIRE(remove_entry(rig.vault(), rig.name_of(pause), std::nullopt));
  CHECK(rig.now() == Statuses{RelationshipStatus::alongside});
}

}  // namespace alongside
