#include "client/store/device_list.h"
#include "client/store/items.h"
#include "client/viewmodel/add_device_screen.h"
#include "client/viewmodel/join_screen.h"
#include "tests/client/driver/meeting.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

std::size_t devices_of(AppUnderTest& app) { return own_devices(app->session.vault()).size(); }

std::string trouble(const std::optional<Phrase>& said) { return said ? said->key : ""; }

TEST_CASE("PairingScreens.BothSayYesAndTheNewDeviceHasTheNotes", "[view]") {
  Meeting at;
  at.ade.keep_note("written on the old one");
  at.ade->recovery.later();
  at.ade.settle();
  at.show_digits();
  CHECK(at.ade->add_device.digits() == at.tablet->join.digits());
  CHECK(at.tablet->join.whose() == "Ade");
  CHECK(at.ade->add_device.passphrase.empty());
  at.ade->add_device.answer(true);
  at.tablet->join.answer(true);
  at.until([&] {
    return at.tablet->session.is_open() &&
           at.ade->add_device.step() == AddDeviceScreen::Step::passphrase;
  });
  CHECK(at.tablet->place() == Place::recovery);
  CHECK_FALSE(at.tablet->recovery.code().empty());
  at.tablet->recovery.later();
  at.tablet.settle();
  CHECK(at.tablet->people.loose_count() == 1);
  CHECK(at.tablet->session.notice()->words.key == "pair.joined");
  CHECK(at.ade->session.notice()->words.key == "pair.added");
  CHECK(devices_of(at.ade) == 2);
  CHECK_FALSE(at.tablet->join.has_typed());
}

TEST_CASE("PairingScreens.NoOnEitherSideLeavesNoNewDevice", "[view]") {
  for (const bool host_says : {false, true}) {
    Meeting at;
    at.show_digits();
    at.ade->add_device.answer(host_says);
    at.tablet->join.answer(!host_says);
    at.until([&] {
      return at.tablet->join.step() == JoinScreen::Step::fields &&
             at.ade->add_device.step() == AddDeviceScreen::Step::passphrase;
    });
    CHECK(trouble(host_says ? at.tablet->join.trouble() : at.ade->add_device.trouble()) ==
          "pair.not_the_same");
    CHECK(trouble(host_says ? at.ade->add_device.trouble() : at.tablet->join.trouble()) ==
          "pair.ended");
    CHECK(devices_of(at.ade) == 1);
    CHECK_FALSE(at.has_vault());
  }
}

TEST_CASE("PairingScreens.TheFrameNeverWaitsForTheTalk", "[view]") {
  Meeting at;
  at.show_text();
  at.ade->session.start_at(Place::people);
  at.ade.keep_note("written in the meantime");
  CHECK(at.ade->people.loose_count() == 1);
  at.leave_alone();
}

// Whether the other side hears of it when one leaves the screen.
bool leaving_ends_it() {
  Meeting at;
  at.show_digits();
  at.ade->go_back();
  at.ade.settle();
  if (at.ade->place() == Place::add_device) return false;
  if (at.ade->add_device.step() == AddDeviceScreen::Step::digits) return false;
  at.tablet->join.answer(true);
  at.until([&] { return at.tablet->join.step() == JoinScreen::Step::fields; });
  return trouble(at.tablet->join.trouble()) == "pair.ended" && devices_of(at.ade) == 1;
}

TEST_CASE("PairingScreens.LeavingEndsItAndTheOtherSideIsTold", "[view]") {
  CHECK(leaving_ends_it());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("PairingScreens.APlantedBugIsCaught", "[view]") {
  CHECK(is_caught("a_left_pairing_goes_on", leaving_ends_it));
}
#endif

TEST_CASE("PairingScreens.LockingWhileItRunsLeavesNoNewDevice", "[view]") {
  Meeting at;
  at.show_digits();
  at.leave_alone();
  at.tablet->join.answer(true);
  at.ade->locking.lock();
  at.ade.settle();
  at.ade->locking.drawn();
  at.ade.settle();
  REQUIRE(at.ade->left() == Leaving::lock);
  at.ade.crash();
  at.tablet.crash();
  CHECK_FALSE(at.has_vault());
  at.ade.start();
  at.sync();
  CHECK(devices_of(at.ade) == 1);
}

TEST_CASE("PairingScreens.NothingElseSyncsInTheMeantime", "[view]") {
  Meeting at;
  int opened = 0, closed = 0;
  at.ade->on_open = [&](Vault&) { ++opened; };
  at.ade->on_closing = [&] { ++closed; };
  at.show_text();
  CHECK(closed == 1);
  at.has_signal = false;
  at.leave_alone();
  at.until([&] { return at.ade->add_device.step() == AddDeviceScreen::Step::passphrase; });
  CHECK(opened == 1);
  CHECK(trouble(at.ade->add_device.trouble()) == "pair.no_answer");
}

TEST_CASE("PairingScreens.WhatIsMissingOrWrongIsSaidBeforeAnythingIsSent", "[view]") {
  Meeting at;
  at.ade->add_device.passphrase = "other words";
  at.ade->add_device.begin();
  at.ade.settle();
  CHECK(trouble(at.ade->add_device.trouble()) == "recovery.wrong_passphrase");
  at.tablet->join.begin();
  CHECK(trouble(at.tablet->join.trouble()) == "pair.needs_text");
  at.tablet->join.text = "alongside-pair:nonsense";
  at.tablet->join.begin();
  CHECK(trouble(at.tablet->join.trouble()) == "start.needs_both");
  at.tablet->join.new_vault.name = "tablet";
  at.tablet->join.new_vault.passphrase = "my own words";
  at.tablet->join.begin();
  at.until([&] { return at.tablet->join.trouble().has_value(); });
  CHECK(trouble(at.tablet->join.trouble()) == "pair.not_a_text");
}

TEST_CASE("PairingScreens.AVaultOfThatNameIsNotTouched", "[view]") {
  Meeting at;
  at.tablet.start("tablet", "first words");
  at.tablet.keep_note("still here");
  at.tablet.crash();
  at.tablet->join.text = "alongside-pair:nonsense";
  at.tablet->join.new_vault.name = "tablet";
  at.tablet->join.new_vault.passphrase = "my own words";
  at.tablet->join.begin();
  at.until([&] { return at.tablet->join.trouble().has_value(); });
  CHECK(trouble(at.tablet->join.trouble()) == "start.name_taken");
  at.tablet.start("tablet", "first words");
  CHECK(at.tablet->people.loose_count() == 1);
}

}  // namespace
}  // namespace alongside
