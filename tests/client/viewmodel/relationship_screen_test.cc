#include "client/viewmodel/relationship_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr const char* kWhy = "So that Bea can help while Ade is away";

// Records in that window what `what` is, as a hand would.
void record(TwoWindows& two, AppUnderTest& who, std::string_view what, const std::string& words,
            std::optional<int> decided = std::nullopt) {
  two.show(who);
  who->relationship.open();
  who.settle();
  const auto& steps = who->relationship.steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].what == what) who->relationship.choose(i);
  }
  who.settle();
  who->relationship.who_decided = decided;
  who->relationship.words = words;
  who->relationship.keep();
  who.settle();
  CHECK(who->place() == Place::person);
  who.clock.now += 60'000;
}

const PersonRow& row_of(AppUnderTest& who) {
  who->session.start_at(Place::people);
  who.settle();
  REQUIRE(who->people.rows().size() == 1);
  return who->people.rows()[0];
}

TEST_CASE("RelationshipScreen.APausedPersonStaysInTheListInGrey", "[view]") {
  TwoWindows two;
  CHECK(two.ade->person.relationship().empty());
  REQUIRE(two.ade->person.next_step());
  CHECK(two.ade->person.next_step()->key == "relationship.step_pause");
  CHECK(row_of(two.ade).quiet.empty());
  record(two, two.ade, kPaused, "I need some quiet", 0);
  CHECK(says(two.ade->person.relationship(), "relationship.paused"));
  CHECK(two.ade->person.next_step()->key == "relationship.step_pick_up");
  CHECK(says(row_of(two.ade).quiet, "relationship.paused"));
  record(two, two.ade, kPickedUpAgain, "");
  CHECK(says(two.ade->person.relationship(), "relationship.picked_up"));
  CHECK(row_of(two.ade).quiet.empty());
  const auto events = relationship_events(two.ade->session.vault(), two.mo);
  REQUIRE(events.size() == 2);
  CHECK(events[1].event.decided_by == kDecidedByPerson);
  CHECK(words_with(events[1]) == "I need some quiet");
  CHECK(events[1].words[0].said_by == kSaidByPerson);
}

TEST_CASE("RelationshipScreen.OnlyTheirWordFinishes", "[view]") {
  TwoWindows two;
  record(two, two.ade, kFinishedForNow, "", 2);
  CHECK(says(two.ade->person.relationship(), "relationship.lost_touch"));
  CHECK_FALSE(says(two.ade->person.relationship(), "relationship.come_back"));
  record(two, two.ade, kFinishedForNow, "", 0);
  CHECK(says(two.ade->person.relationship(), "relationship.finished"));
  CHECK(says(two.ade->person.relationship(), "relationship.come_back"));
  CHECK(two.ade->person.next_step()->key == "relationship.step_returned");
}

TEST_CASE("RelationshipScreen.ADeathIsTakenBackAsAMistake", "[view]") {
  TwoWindows two;
  record(two, two.ade, kDied, "");
  CHECK(says(two.ade->person.relationship(), "relationship.died"));
  CHECK(two.ade->person.next_step()->key == "relationship.step_mistake");
  record(two, two.ade, kPickedUpAgain, "");
  CHECK_FALSE(says(two.ade->person.relationship(), "relationship.died"));
}

TEST_CASE("RelationshipScreen.WhatIsRecordedApartIsShownTogether", "[view]") {
  TwoWindows two;
  two.share(kWhy, true);
  record(two, two.ade, kPaused, "", 0);
  two.sync_all();
  record(two, two.ade, kFinishedForNow, "Until spring", 0);
  record(two, two.bea, kPickedUpAgain, "", 1);
  two.sync_all();
  for (AppUnderTest* who : {&two.ade, &two.bea}) {
    two.show(*who);
    CHECK(says((*who)->person.relationship(), "relationship.finished"));
    CHECK(says((*who)->person.relationship(), "relationship.picked_up"));
    CHECK((*who)->person.next_step()->key == "relationship.say_how_it_is");
    CHECK(row_of(*who).quiet.empty());
  }
}

TEST_CASE("RelationshipScreen.WhoMayOnlyReadHasNoButton", "[view]") {
  TwoWindows two;
  record(two, two.ade, kPaused, "Not before spring", 0);
  two.share(kWhy);
  two.sync_all();
  two.show(two.bea);
  CHECK(says(two.bea->person.relationship(), "relationship.paused"));
  CHECK_FALSE(two.bea->person.next_step());
  CHECK(two.ade->person.next_step());
}

TEST_CASE("RelationshipScreen.InOnesOwnRecordOneDecidesOneself", "[view]") {
  AppUnderTest app;
  app.start();
  Vault& vault = app->session.vault();
  const auto mine = add_my_record(vault, "Mo", "en");
  REQUIRE(mine);
  app->people.open(*mine);
  app.settle();
  app->relationship.open();
  app.settle();
  for (std::size_t i = 0; i < app->relationship.steps().size(); ++i) {
    CHECK(app->relationship.steps()[i].what != kDied);
    if (app->relationship.steps()[i].what == kFinishedForNow) app->relationship.choose(i);
  }
  app.settle();
  app->relationship.keep();
  app.settle();
  const auto current = current_relationship(vault, *mine);
  REQUIRE(current.size() == 1);
  CHECK(status_after(current[0].event) == RelationshipStatus::finished_for_now);
}

TEST_CASE("RelationshipScreen.WhatGoesAlongIsShownBeforeAShare", "[view]") {
  TwoWindows two;
  record(two, two.ade, kPaused, "Not before spring", 0);
  two.show(two.ade);
  two.ade->share.begin(kSectionGoals, two.bea->session.vault().me());
  two.ade.settle();
  two.ade->share.why = kWhy;
  two.ade->share.look();
  two.ade.settle();
  REQUIRE(two.ade->share.goes_along().size() == 1);
  CHECK(two.ade->share.goes_along()[0].words == "Not before spring");
}

}  // namespace
}  // namespace alongside
