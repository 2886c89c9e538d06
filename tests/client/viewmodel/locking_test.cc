#include "client/viewmodel/locking.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;

// What a frame does once something was asked for: the page that says nothing is drawn, then the
// sitting ends.
void let_it_end(AppUnderTest& app) {
  REQUIRE(app->locking.asked());
  app->locking.drawn();
  app.settle();
}

void begin_again(AppUnderTest& app) {
  const auto left = app->left();
  REQUIRE(left);
  app.crash();
  app->begin_after(*left);
}

void write_half(AppUnderTest& app, const std::string& words) {
  app->write.begin(Writing::note, true);
  app.settle();
  app->write.words.set_text(words);
}

TEST_CASE("Locking.ByThePersonKeepsWhatIsBeingWrittenAndSaysSo", "[view]") {
  AppUnderTest app;
  app.start();
  write_half(app, "half a sent");
  app->locking.lock();
  app.settle();
  let_it_end(app);
  CHECK(app->left() == Leaving::lock);
  begin_again(app);
  CHECK(app->place() == Place::start);
  CHECK_FALSE(app->session.is_open());
  CHECK(app->start.before()->key == "start.locked");
  app.start();
  REQUIRE(app->people.draft());
  CHECK(app->people.draft()->body == "half a sent");
}

TEST_CASE("Locking.ASittingEndsOnlyOnceNothingOfItIsOnTheScreen", "[view]") {
  AppUnderTest app;
  app.start();
  app->locking.hide();
  app.settle();
  CHECK_FALSE(app->left());
  app->locking.drawn();
  app.settle();
  CHECK(app->left() == Leaving::hide);
}

TEST_CASE("Locking.HidingLeadsToAPageThatLeadsToTheStart", "[view]") {
  AppUnderTest app;
  app.start();
  app->locking.hide();
  let_it_end(app);
  begin_again(app);
  CHECK(app->place() == Place::hidden);
  CHECK_FALSE(app->start.before());
}

TEST_CASE("Locking.HidingGoesBeforeLocking", "[view]") {
  AppUnderTest app;
  app.start();
  app->locking.hide();
  app->locking.ask(Leaving::lock);
  CHECK(app->locking.asked() == Leaving::hide);
}

TEST_CASE("Locking.TwoEscapesInARowHideAndTwoApartDoNot", "[view]") {
  AppUnderTest app;
  app.start();
  app->locking.escape(10.0);
  app->locking.escape(14.0);
  CHECK_FALSE(app->locking.asked());
  app->locking.something_else();
  app->locking.escape(14.5);
  CHECK_FALSE(app->locking.asked());
  app->locking.escape(15.0);
  CHECK(app->locking.asked() == Leaving::hide);
}

TEST_CASE("Locking.AMinuteBeforeItLocksItWarnsAndCountsDown", "[view]") {
  AppUnderTest app;
  app.start();
  app.wait(4 * kMinute - 1);
  CHECK_FALSE(app->locking.locks_in_s());
  app.wait(1);
  CHECK(app->locking.locks_in_s() == 60);
  app.wait(20 * kSecond);
  CHECK(app->locking.locks_in_s() == 40);
  app.wait(39 * kSecond + 999);
  CHECK(app->locking.locks_in_s() == 1);
  CHECK_FALSE(app->locking.asked());
  app.wait(1);
  CHECK(app->locking.asked() == Leaving::lock);
}

TEST_CASE("Locking.ATouchStaysAndBeginsTheTimeAnew", "[view]") {
  AppUnderTest app;
  app.start();
  app.wait(5 * kMinute - 1);
  app->locking.touched();
  app.settle();
  CHECK_FALSE(app->locking.locks_in_s());
  app.wait(4 * kMinute - 1);
  CHECK_FALSE(app->locking.locks_in_s());
}

TEST_CASE("Locking.ByItselfKeepsWhatIsBeingWritten", "[view]") {
  AppUnderTest app;
  app.start();
  app.wait(5 * kMinute - 1);
  write_half(app, "half a sent");
  app.wait(1);
  let_it_end(app);
  begin_again(app);
  app.start();
  REQUIRE(app->people.draft());
  CHECK(app->people.draft()->body == "half a sent");
}

TEST_CASE("Locking.TheTimeIsTheOneThatWasChosen", "[view]") {
  Settings settings;
  settings.lock_after_minutes = 2;
  AppUnderTest app(settings);
  app.start();
  app.wait(2 * kMinute - 1);
  CHECK(app->locking.locks_in_s() == 1);
  app.wait(1);
  CHECK(app->locking.asked());
}

TEST_CASE("Locking.AnOpenStartScreenWaitsForEver", "[view]") {
  AppUnderTest app;
  app.wait(24 * 60 * kMinute);
  CHECK_FALSE(app->locking.asked());
  app.start();
  CHECK_FALSE(app->locking.asked());
}

TEST_CASE("Locking.ATypedPassphraseDoesNotStandThereForEver", "[view]") {
  AppUnderTest app;
  app->start.passphrase = "three quiet";
  app.settle();
  app.wait(5 * kMinute);
  CHECK(app->locking.asked() == Leaving::lock);
}

// The computer slept; somebody, perhaps somebody else, opens it.
bool locks_at_waking() {
  AppUnderTest app;
  app.start();
  app->locking.touched();
  app.wait(8 * 60 * kMinute);
  return app->locking.asked() == Leaving::lock;
}

TEST_CASE("Locking.WhoWakesTheComputerFindsItLocked", "[view]") { CHECK(locks_at_waking()); }

TEST_CASE("Locking.WhatWasPressedAfterTheTimeIsNotDone", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("stays as it is");
  bool was_done = false;
  app->session.later([&was_done] { was_done = true; });
  app.wait(5 * kMinute);
  CHECK(app->locking.asked());
  CHECK_FALSE(was_done);
}

bool keeps_the_draft() {
  AppUnderTest app;
  app.start();
  write_half(app, "half a sent");
  app->locking.hide();
  app->locking.drawn();
  app.tick();
  app.crash();
  app.start();
  return app->people.draft() && app->people.draft()->body == "half a sent";
}

TEST_CASE("Locking.HidingKeepsWhatWasTypedTheMomentBefore", "[view]") { CHECK(keeps_the_draft()); }

#ifdef ALONGSIDE_PLANTS

TEST_CASE("LockingPlants.AreCaught", "[view][plants]") {
  CHECK(is_caught("waking_it_up_counts", locks_at_waking));
  CHECK(is_caught("locking_drops_the_draft", keeps_the_draft));
}

#endif

}  // namespace
}  // namespace alongside
