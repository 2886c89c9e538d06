#include "client/viewmodel/ledger_screen.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr std::uint64_t kSectionOfGoals = kSectionGoals;

bool has_row(AppUnderTest& who, const std::string& key) {
  const auto& rows = who->ledger.rows();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const LedgerCard& row) { return row.what.key == key; });
}

void open_ledger(TwoWindows& two) {
  two.show(two.ade);
  two.ade->ledger.open();
  two.ade.settle();
}

// Bea reads the notes and asks for the wishes, too.
void ask(TwoWindows& two) {
  two.share("So that Bea can help");
  two.sync_all();
  REQUIRE(ask_for(two.bea->session.vault(), {two.mo, kSectionOfGoals}, "To look for a room", "en"));
  two.sync_all();
}

const LedgerCard& question(TwoWindows& two) {
  for (const LedgerCard& row : two.ade->ledger.rows()) {
    if (row.what.key == "ledger.asked") return row;
  }
  FAIL("no question");
  return two.ade->ledger.rows().front();
}

TEST_CASE("LedgerScreen.TellsNewestFirstWhatHappened", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.bea.clock.now += 3'600'000;
  two.show(two.bea);
  two.sync_all();
  two.ade.clock.now += 2 * 3'600'000;
  two.stop();
  open_ledger(two);
  const LedgerCard& first = two.ade->ledger.rows().back();
  for (const char* key : {"ledger.shared", "ledger.arrived", "ledger.looked", "ledger.stopped"}) {
    INFO(key);
    CHECK(has_row(two.ade, key));
  }
  CHECK(two.ade->ledger.rows().front().what.key == "ledger.stopped");
  CHECK(first.what.key == "ledger.shared");
  CHECK(first.why == "So that Bea can help");
}

TEST_CASE("LedgerScreen.AQuestionWaitsAndYesLeadsToTheShareFilledIn", "[view]") {
  TwoWindows two;
  ask(two);
  two.show(two.ade);
  CHECK(two.ade->person.questions() == 1);
  open_ledger(two);
  REQUIRE(question(two).waits);
  two.ade->ledger.answer_yes(question(two));
  two.ade.settle();
  CHECK(two.ade->place() == Place::share);
  CHECK(two.ade->share.why == "To look for a room");
  CHECK(two.ade->share.part_name().key == "section.goals");
  CHECK(shares(two.ade->session.vault(), two.mo).size() == 2);  // nothing yet by the yes alone
  two.ade->share.look();
  two.ade.settle();
  two.ade->share.share();
  two.ade.settle();
  CHECK(two.ade->place() == Place::ledger);
  CHECK_FALSE(question(two).waits);
  two.show(two.ade);
  CHECK(two.ade->person.questions() == 0);
}

TEST_CASE("LedgerScreen.NoAnswersAQuestion", "[view]") {
  TwoWindows two;
  ask(two);
  open_ledger(two);
  two.ade->ledger.answer_no(question(two));
  two.ade.settle();
  CHECK_FALSE(question(two).waits);
  CHECK(has_row(two.ade, "ledger.said_no"));
  CHECK(two.ade->session.notice()->words.key == "ledger.no_was_said");
}

TEST_CASE("LedgerScreen.AShareThatWasOverBeforeDoesNotAnswerAQuestion", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.stop();
  two.sync_all();
  two.bea.clock.now += 60'000;
  REQUIRE(ask_for(two.bea->session.vault(), {two.mo, kSectionNotes}, "May I again?", "en"));
  two.sync_all();
  open_ledger(two);
  CHECK(question(two).waits);
}

}  // namespace
}  // namespace alongside
