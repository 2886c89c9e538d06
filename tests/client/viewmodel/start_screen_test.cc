#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"

namespace alongside {
namespace {

TEST_CASE("StartScreen.ANewNameMakesAVaultAndAsksNothingMore", "[view]") {
  AppUnderTest app;
  app.start();
  CHECK(app->place() == Place::people);
  CHECK(app->session.notice()->words.key == "start.new_vault");
}

TEST_CASE("StartScreen.TheSameNameAndPassphraseOpenItAgain", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("still here");
  app.crash();
  app.start();
  CHECK(app->place() == Place::people);
  CHECK(app->people.loose_count() == 1);
}

TEST_CASE("StartScreen.AnotherPassphraseDoesNotOpenAndSaysSo", "[view]") {
  AppUnderTest app;
  app.start();
  app.crash();
  app.start("ade", "something else");
  CHECK(app->place() == Place::start);
  CHECK(app->start.trouble()->key == "start.did_not_open");
}

TEST_CASE("StartScreen.WithoutANameOrPassphraseItAsksForThem", "[view]") {
  AppUnderTest app;
  app.start("ade", "");
  CHECK(app->start.trouble()->key == "start.needs_both");
}

TEST_CASE("StartScreen.SaysThatItIsOpeningBeforeItDoes", "[view]") {
  AppUnderTest app;
  app->start.vault_name = "ade";
  app->start.passphrase = "three quiet words";
  app->start.start();
  app->tick(0);
  CHECK(app->start.is_opening());
  CHECK_FALSE(app->session.is_open());
}

TEST_CASE("StartScreen.TheTypedPassphraseIsGoneOnceInside", "[view]") {
  AppUnderTest app;
  app.start();
  CHECK(app->start.passphrase.empty());
  CHECK(app->start.vault_name.empty());
}

}  // namespace
}  // namespace alongside
