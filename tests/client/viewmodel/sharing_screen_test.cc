#include "client/viewmodel/sharing_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/items.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr const char* kWhy = "So that Bea can help while Ade is away";

const SharedPart& notes(AppUnderTest& who) { return TwoWindows::part(who, kSectionNotes); }

TEST_CASE("SharingScreen.AtFirstNobodyElseSeesAnyPart", "[view]") {
  TwoWindows two;
  CHECK(two.ade->person.who_can_see().key == "sharing.no_one");
  two.ade->sharing.open();
  two.ade.settle();
  REQUIRE(two.ade->sharing.parts().size() == 2);
  for (const SharedPart& part : two.ade->sharing.parts()) {
    CHECK(part.can_share);
    CHECK(part.readers.empty());
  }
  CHECK(two.ade->sharing.kept_by().key == "sharing.kept_for_them");
}

TEST_CASE("SharingScreen.SaysWhoMayWhatWhyAndHowFarItHasCome", "[view]") {
  TwoWindows two;
  two.share(kWhy, true);
  REQUIRE(two.ade->place() == Place::sharing);
  REQUIRE(notes(two.ade).readers.size() == 1);
  const Reader before = notes(two.ade).readers[0];
  CHECK(before.name.args.at(0).text == "Bea");
  CHECK(before.why == kWhy);
  CHECK(before.can_stop);
  CHECK(says(before.terms, "sharing.may_write"));
  CHECK(says(before.terms, "sharing.no_end"));
  CHECK(says(before.state, "sharing.not_sent"));
  CHECK(TwoWindows::part(two.ade, kSectionGoals).readers.empty());
  two.sync(two.ade);
  CHECK(says(notes(two.ade).readers.at(0).state, "sharing.sent"));
  two.sync_all();
  CHECK(says(notes(two.ade).readers.at(0).state, "sharing.reached"));
}

TEST_CASE("SharingScreen.AStopSaysHowManyDevicesHaveNotConfirmed", "[view]") {
  TwoWindows two;
  two.share(kWhy);
  two.sync_all();
  two.stop();
  REQUIRE(two.ade->place() == Place::sharing);
  CHECK(two.ade->session.notice()->words.key == "stop.done");
  const Reader stopped = notes(two.ade).readers.at(0);
  CHECK_FALSE(stopped.can_stop);
  CHECK(stopped.terms.empty());
  CHECK(says(stopped.state, "sharing.stopped_at"));
  REQUIRE(says(stopped.state, "sharing.unconfirmed"));
  CHECK(stopped.state.back().count == 1);
  CHECK_FALSE(notes(two.ade).is_clear());
  two.sync_all();
  CHECK(notes(two.ade).is_clear());
  CHECK(says(notes(two.ade).readers.at(0).state, "sharing.confirmed"));
}

TEST_CASE("SharingScreen.SharedAgainAContactIsListedOnce", "[view]") {
  TwoWindows two;
  two.share(kWhy);
  two.stop();
  two.share("Once more");
  REQUIRE(notes(two.ade).readers.size() == 1);
  CHECK(notes(two.ade).readers[0].can_stop);
  CHECK(notes(two.ade).readers[0].why == "Once more");
}

TEST_CASE("SharingScreen.ANewShareInPlaceOfARunningOneIsListedOnceWithItsOwnTerms", "[view]") {
  TwoWindows two;
  two.share(kWhy);
  two.share("She may write now", true);
  REQUIRE(notes(two.ade).readers.size() == 1);
  CHECK(says(notes(two.ade).readers[0].terms, "sharing.may_write"));
  two.stop();
  REQUIRE(notes(two.ade).readers.size() == 1);
  CHECK_FALSE(notes(two.ade).is_read());
}

TEST_CASE("SharingScreen.WhoOnlyReadsSeesWhoKeepsItAndWhatTheyMayDo", "[view]") {
  TwoWindows two;
  two.share(kWhy);
  two.sync_all();
  two.show(two.bea);
  CHECK(two.bea->person.name().args.at(0).text == "Mo");
  CHECK(two.bea->person.who_can_see().key == "sharing.kept_by");
  CHECK_FALSE(two.bea->person.notes_not_shared());
  REQUIRE(two.bea->person.goals_not_shared());
  CHECK(two.bea->person.goals_not_shared()->key == "person.does_not_share");
  two.bea->sharing.open();
  two.bea.settle();
  CHECK_FALSE(two.bea->sharing.is_kept_here());
  CHECK(two.bea->sharing.kept_by().args.at(0).words.at(0).args.at(0).text == "Ade");
  CHECK(says(notes(two.bea).mine, "sharing.i_may_read"));
  CHECK(TwoWindows::part(two.bea, kSectionGoals).mine.empty());
  for (const SharedPart& part : two.bea->sharing.parts()) {
    CHECK_FALSE(part.can_share);
    CHECK(part.readers.empty());
  }
}

TEST_CASE("SharingScreen.WhoWasStoppedIsToldSoAndKeepsSightOfTheirLateWords", "[view]") {
  TwoWindows two;
  two.write_late("She rang me about the room");
  two.bea->session.start_at(Place::people);
  two.bea.settle();
  REQUIRE(two.bea->people.rows().size() == 1);
  CHECK(two.bea->people.rows()[0].name.key == "people.shares_nothing");
  two.show(two.bea);
  REQUIRE(two.bea->person.notes_not_shared());
  CHECK(two.bea->person.notes_not_shared()->key == "person.they_do_not_share");
  CHECK(two.bea->person.notes().empty());
  two.bea->sharing.open();
  two.bea.settle();
  REQUIRE(two.bea->sharing.mine_waiting().size() == 1);
  CHECK(two.bea->sharing.mine_waiting()[0].texts ==
        std::vector<std::string>{"She rang me about the room"});
}

TEST_CASE("SharingScreen.AShareAndAStopAskForASync", "[view]") {
  TwoWindows two;
  two.sync_all();
  int asked = 0;
  two.ade->on_saved = [&] { ++asked; };
  two.share(kWhy);
  CHECK(asked == 1);
  two.sync_all();
  asked = 0;
  two.stop();
  CHECK(asked == 1);
}

}  // namespace
}  // namespace alongside
