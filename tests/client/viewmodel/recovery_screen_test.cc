#include "client/viewmodel/recovery_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"

namespace alongside {
namespace {

// The group of the code that is asked for.
std::string asked_group(AppUnderTest& app, const std::string& code) {
  const auto number = asked_code_group(app->session.vault());
  REQUIRE(number);
  return code.substr(static_cast<std::size_t>(*number - 1) * 6, 5);
}

TEST_CASE("RecoveryScreen.TheCodeIsShownAfterTheFirstKeptNote", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("first");
  CHECK(app->place() == Place::recovery);
  CHECK_FALSE(app->recovery.code().empty());
}

TEST_CASE("RecoveryScreen.TheCodeDoesNotComeByItselfASecondTime", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("first");
  app->recovery.later();
  app.settle();
  app.keep_note("second");
  CHECK(app->place() == Place::people);
  CHECK_FALSE(app->recovery.code().empty());
}

TEST_CASE("RecoveryScreen.NotBackedUpStaysUntilPartOfItIsTypedBack", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("first");
  CHECK_FALSE(app->is_backed_up());
  const Phrase asked = app->recovery.asked();
  CHECK(asked.key == "recovery.type_back");
  CHECK(asked.args.at(0).text == std::to_string(*asked_code_group(app->session.vault())));
  app->recovery.typed = asked_group(app, app->recovery.code());
  app->recovery.check();
  app.settle();
  CHECK(app->is_backed_up());
  CHECK(app->recovery.code().empty());
  CHECK(app->place() == Place::people);
}

TEST_CASE("RecoveryScreen.AWrongPartSaysSoAndChangesNothing", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("first");
  app->recovery.typed = "00000";
  app->recovery.check();
  app.settle();
  CHECK(app->recovery.trouble()->key == "recovery.does_not_fit");
  CHECK_FALSE(app->is_backed_up());
}

TEST_CASE("RecoveryScreen.NotNowLeavesAndItCanBeTypedInALaterSitting", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("first");
  const std::string part = asked_group(app, app->recovery.code());
  app->recovery.later();
  app.settle();
  app.crash();
  app.start();
  CHECK_FALSE(app->is_backed_up());
  app->session.go(Place::recovery);
  app.settle();
  CHECK(app->recovery.asked().key == "recovery.type_back_plain");
  app->recovery.typed = part;
  app->recovery.check();
  app.settle();
  CHECK(app->is_backed_up());
}

TEST_CASE("RecoveryScreen.WhoeverLostTheCodeMakesANewOneWithThePassphrase", "[view]") {
  AppUnderTest app;
  app.start();
  const std::string old = app->session.recovery_code();
  app.crash();  // before it was ever shown
  app.start();
  app->session.go(Place::recovery);
  app->recovery.ask_for_new();
  app->recovery.passphrase = "three quiet words";
  app->recovery.make_new();
  app.settle();
  const std::string code = app->recovery.code();
  REQUIRE(code.size() == old.size());
  CHECK(code != old);
  CHECK(app->recovery.passphrase.empty());
  app->recovery.typed = old;
  app->recovery.check();
  app.settle();
  CHECK_FALSE(app->is_backed_up());
  app->recovery.typed = asked_group(app, code);
  app->recovery.check();
  app.settle();
  CHECK(app->is_backed_up());
}

TEST_CASE("RecoveryScreen.NoNewCodeWithoutThePassphrase", "[view]") {
  AppUnderTest app;
  app.start();
  const std::string part = asked_group(app, app->session.recovery_code());
  app->session.go(Place::recovery);
  app->recovery.ask_for_new();
  app->recovery.passphrase = "other words";
  app->recovery.make_new();
  app.settle();
  REQUIRE(app->recovery.trouble());
  CHECK(app->recovery.trouble()->key == "recovery.wrong_passphrase");
  CHECK(*check_recovery_code(app->session.vault(), app->session.vault_name(), part));
}

}  // namespace
}  // namespace alongside
