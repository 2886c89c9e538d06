#include "client/viewmodel/leave_screen.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "client/store/exchange_file.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/client/driver/two_windows.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

void open(AppUnderTest& app) {
  app->leave.open();
  app.settle();
}

TEST_CASE("LeaveScreen.SaysByNameWhatIsNotSentAndWhatIsStillBeingWritten", "[view]") {
  TwoWindows two;
  two.ade->write.begin(Writing::note, true);
  two.ade.settle();
  two.ade->write.words.set_text("half a");
  two.ade.wait(900);
  open(two.ade);
  CHECK(says(two.ade->leave.not_sent(), "leave.changes"));
  CHECK(says(two.ade->leave.not_sent(), "leave.drafts"));
  const Phrase& mo = two.ade->leave.not_sent()[0];
  CHECK(mo.args[0].words[0].args[0].text == "Mo");
  CHECK(mo.count == 4);  // the name, a wish, two notes
  CHECK(two.ade->leave.has_server());
}

TEST_CASE("LeaveScreen.AStopThatNobodyHeardOfIsNamed", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  open(two.ade);
  CHECK(two.ade->leave.not_sent().empty());
  two.stop();
  open(two.ade);
  CHECK(says(two.ade->leave.not_sent(), "leave.messages"));
}

TEST_CASE("LeaveScreen.AnotherNameChangesNothing", "[view]") {
  AppUnderTest app;
  app.start();
  open(app);
  app->leave.typed_name = "bea";
  app->leave.leave();
  app.settle();
  CHECK(app->leave.trouble()->key == "leave.other_name");
  CHECK(app->session.is_open());
  CHECK_FALSE(app->locking.asked());
}

TEST_CASE("LeaveScreen.WithItsNameTheVaultIsGoneAndTheProgramBeginsAnew", "[view]") {
  AppUnderTest app;
  app.start();
  bool is_closing = false;
  app->on_closing = [&is_closing] { is_closing = true; };
  open(app);
  app->leave.typed_name = "ade";
  app->leave.leave();
  app.settle();
  CHECK(is_closing);
  CHECK_FALSE(app->session.is_open());
  CHECK(app->locking.asked() == Leaving::gone);
  app->locking.drawn();
  app.settle();
  CHECK(app->left() == Leaving::gone);
  app.crash();
  app->begin_after(Leaving::gone);
  CHECK(app->start.before()->key == "start.gone");
  app.start("ade", "three quiet words");
  CHECK(app->session.notice()->words.key == "start.new_vault");
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    files.push_back(file.path().filename());
  }
  return files;
}

void save(AppUnderTest& app) {
  app->leave.ask_where();
  app.settle();
  app->leave.save();
  app.settle();
}

TEST_CASE("LeaveScreen.WhatWasNotSentGoesToTheStickAndIsReadElsewhere", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.keep(two.ade, Writing::note, "The room is free on Friday.");
  const auto stick = two.ade.plug_in("STICK");
  open(two.ade);
  CHECK(two.ade->leave.can_save());
  save(two.ade);
  REQUIRE(two.ade->leave.saved_in());
  CHECK(two.ade->place() == Place::leave_device);
  CHECK(two.ade->leave.not_sent().empty());
  REQUIRE(files_in(stick) == std::vector<std::filesystem::path>{"not-sent-2025-03-05.alongside"});
  two.ade->leave.typed_name = "ade";
  two.ade->leave.leave();
  two.ade.settle();
  CHECK_FALSE(two.ade->session.is_open());
  const auto read = read_exchange(two.bea->session.vault(), stick / files_in(stick)[0]);
  REQUIRE(read);
  CHECK(read->received == 1);
}

TEST_CASE("LeaveScreen.TextsStillBeingWrittenAreInNoFileAndStayNamed", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("kept");
  app->write.begin(Writing::note, true);
  app.settle();
  app->write.words.set_text("half a");
  app.wait(900);
  open(app);
  save(app);
  REQUIRE(app->leave.saved_in());
  REQUIRE(app->leave.not_sent().size() == 1);
  CHECK(app->leave.not_sent()[0].key == "leave.drafts");
  CHECK_FALSE(app->leave.can_save());
}

// Whether what was written after the file was made is named as not sent.
bool names_what_came_after() {
  AppUnderTest app;
  app.start();
  app.keep_note("before");
  open(app);
  save(app);
  REQUIRE(app->leave.saved_in());
  app.keep_note("after");
  app->session.start_at(Place::leave_device);
  app.settle();
  return says(app->leave.not_sent(), "leave.changes");
}

TEST_CASE("LeaveScreen.WhatIsWrittenAfterTheFileIsNotInIt", "[view]") {
  CHECK(names_what_came_after());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("LeaveScreen.APlantedBugIsCaught", "[view]") {
  CHECK(is_caught("a_file_of_before_counts", names_what_came_after));
}
#endif

TEST_CASE("LeaveScreen.AStickThatWasPulledOutSavesNothingAndSaysSo", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("only here");
  const auto stick = app.plug_in("STICK");
  open(app);
  app->leave.ask_where();
  app.settle();
  std::filesystem::remove_all(stick);
  app->leave.save();
  app.settle();
  CHECK(app->place() == Place::save_unsent);
  REQUIRE(app->leave.place.trouble());
  CHECK(app->leave.place.trouble()->key == "place.no_folder");
  app->go_back();
  app.settle();
  CHECK(says(app->leave.not_sent(), "leave.changes"));
}

}  // namespace
}  // namespace alongside
