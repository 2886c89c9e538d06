#include "client/viewmodel/leave_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"
#include "tests/client/driver/two_windows.h"

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

}  // namespace
}  // namespace alongside
