#include "client/viewmodel/recover_screen.h"

#include "tests/client/driver/meeting.h"

namespace alongside {
namespace {

// Ade's device is lost after a sync; the tablet has the paper.
struct Lost {
  Meeting at;

  Lost() {
    at.ade.keep_note("sent before it was lost");
    at.sync();
    at.leave_alone();
    at.tablet->start.arrive();
    at.tablet->recover.open();
    at.tablet.settle();
    RecoverScreen& recover = at.tablet->recover;
    recover.server = "server.test";
    recover.code = at.code;
    recover.new_vault.name = "tablet";
    recover.new_vault.passphrase = "my own words";
  }
  RecoverScreen& screen() { return at.tablet->recover; }
  void begin() {
    screen().begin();
    at.tablet.settle();
    at.until([&] { return !screen().is_working(); });
  }
  std::string trouble() { return screen().trouble() ? screen().trouble()->key : ""; }
};

TEST_CASE("RecoverScreen.TheAddressAndTheCodeBringEverythingBack", "[view]") {
  Lost lost;
  lost.begin();
  REQUIRE(lost.at.tablet->session.is_open());
  CHECK(lost.at.tablet->place() == Place::people);
  CHECK(lost.at.tablet->people.loose_count() == 1);
  CHECK(lost.at.tablet->session.notice()->words.key == "recover.done");
  CHECK(lost.at.tablet->is_backed_up());
  CHECK_FALSE(lost.screen().has_typed());
}

TEST_CASE("RecoverScreen.WhatIsMistypedIsNamedBeforeAnythingIsSent", "[view]") {
  Lost lost;
  lost.at.has_signal = false;
  const auto try_with = [&](std::string RecoverScreen::*field, const char* typed) {
    const std::string before = std::exchange(lost.screen().*field, typed);
    lost.begin();
    const std::string said = lost.trouble();
    lost.screen().*field = before;
    return said;
  };
  CHECK(try_with(&RecoverScreen::server, "") == "recover.needs_server");
  CHECK(try_with(&RecoverScreen::server, "http://far.example") == "recover.not_an_address");
  CHECK(try_with(&RecoverScreen::server, "ftp://server.test") == "recover.not_an_address");
  CHECK(try_with(&RecoverScreen::key, "12 34") == "recover.not_a_key");
  CHECK(try_with(&RecoverScreen::certificate, "xyz") == "recover.not_a_certificate");
  CHECK(try_with(&RecoverScreen::code, "") == "code.needed");
  CHECK(try_with(&RecoverScreen::code, "00000") == "code.group");
  lost.screen().new_vault.passphrase.clear();
  lost.begin();
  CHECK(lost.trouble() == "start.needs_both");
}

TEST_CASE("RecoverScreen.WithoutASignalNothingIsLeftAndItCanBeTriedAgain", "[view]") {
  Lost lost;
  lost.at.has_signal = false;
  lost.begin();
  CHECK(lost.trouble() == "recover.no_answer");
  CHECK_FALSE(lost.at.has_vault());
  CHECK(lost.screen().code == lost.at.code);
  lost.at.has_signal = true;
  lost.begin();
  CHECK(lost.at.tablet->session.is_open());
}

TEST_CASE("RecoverScreen.AnotherCodeBringsNothing", "[view]") {
  Lost lost;
  lost.screen().code = recovery_code(RecoverySecret::random(lost.at.ade->session.vault().random()));
  lost.begin();
  CHECK(lost.trouble() == "recover.not_by_this");
  CHECK_FALSE(lost.at.has_vault());
}

TEST_CASE("RecoverScreen.LeavingForgetsTheCode", "[view]") {
  Lost lost;
  lost.at.tablet->go_back();
  lost.at.tablet.settle();
  CHECK(lost.at.tablet->place() == Place::arrive);
  CHECK_FALSE(lost.screen().has_typed());
}

TEST_CASE("RecoverScreen.TheSheetSaysWhereTheServerIs", "[view]") {
  Meeting at;
  at.ade->recovery.open_new();
  at.ade->recovery.passphrase = "three quiet words";
  at.ade->recovery.make_new();
  at.ade.settle();
  CHECK_FALSE(at.ade->recovery.code().empty());
  REQUIRE(at.ade->recovery.sheet().size() == 1);
  CHECK(at.ade->recovery.sheet()[0].args[0].text == "https://server.test");
  at.ade->go_back();
  at.ade.settle();
  CHECK_FALSE(at.ade->recovery.is_asking_for_new());
}

}  // namespace
}  // namespace alongside
