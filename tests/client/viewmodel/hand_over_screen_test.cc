#include "client/viewmodel/hand_over_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/device_list.h"
#include "client/store/holding.h"
#include "tests/client/driver/handed_over.h"
#include "tests/client/driver/taken_along.h"
#include "tests/client/driver/two_windows.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

std::string told(AppUnderTest& app) {
  return app->session.notice() ? app->session.notice()->words.key : "";
}

TEST_CASE("HandOverScreen.ThePersonsDeviceGetsTheRecordAndAdeLetsGo", "[view]") {
  HandedOver at;
  CHECK(at.ade->person.whole().can_hand_over);
  at.open();
  CHECK(at.ade->hand_over.can_meet());
  CHECK_FALSE(at.ade->hand_over.readers());
  at.show_digits(at.mo);
  CHECK(at.ade->add_device.hands_over());
  at.both_say_yes();
  CHECK(at.ade->place() == Place::person);
  CHECK(told(at.ade) == "hand.done");
  CHECK(told(at.tablet) == "receive.is_yours_alone");
  at.tablet->recovery.later();
  at.tablet.settle();
  REQUIRE(at.tablet->place() == Place::person);
  CHECK(at.tablet->person.is_mine());
  CHECK(at.tablet->person.notes().size() == 1);
  CHECK_FALSE(at.tablet->person.whole().can_take_over);
  at.sync_all();
  REQUIRE(at.record());
  CHECK_FALSE(at.record()->is_held);
  CHECK(at.ade->person.notes().empty());
  CHECK_FALSE(at.ade->person.whole().can_hand_over);
}

TEST_CASE("HandOverScreen.UntilTheyHaveItTheRecordSaysThatItIsOnItsWay", "[view]") {
  HandedOver at;
  at.open();
  at.show_digits(at.mo);
  at.both_say_yes();
  at.ade.settle();
  REQUIRE(at.record()->is_held);
  CHECK(at.ade->person.notes().size() == 1);
  CHECK(says(at.ade->person.whole().told, "hand.joined"));
}

// Whether Mo's device has nothing but what is Mo's.
bool nothing_else_is_handed_over() {
  HandedOver at;
  at.open();
  at.ade->hand_over.with_device();
  at.ade.settle();
  at.show_digits(at.mo);
  at.both_say_yes();
  const auto all = people(at.tablet->session.vault());
  return all.size() == 1 && all.front().space == at.mo &&
         at.tablet->session.vault().me() == all.front().owner;
}

// Whether without both answers no device of Mo's is anywhere and the record is kept as before.
bool one_yes_is_not_enough() {
  for (const bool host_says : {false, true}) {
    HandedOver at;
    at.show_digits(at.mo);
    at.ade->add_device.answer(host_says);
    at.tablet->join.answer(!host_says);
    at.until([&] {
      return at.tablet->join.step() == JoinScreen::Step::fields &&
             at.ade->add_device.step() == AddDeviceScreen::Step::passphrase;
    });
    if (at.has_vault() || !at.record()->is_held) return false;
    if (holding_of(at.ade->session.vault(), at.mo).other_devices != 0) return false;
  }
  return true;
}

TEST_CASE("HandOverScreen.NothingElseIsHandedOver", "[view]") {
  CHECK(nothing_else_is_handed_over());
}

TEST_CASE("HandOverScreen.OneYesIsNotEnough", "[view]") { CHECK(one_yes_is_not_enough()); }

// Whether it ends where Ade leaves the screen before the answers.
bool leaving_ends_it() {
  HandedOver at;
  at.open();
  at.show_digits(at.mo);
  at.ade->go_back();
  at.ade.settle();
  if (at.ade->place() != Place::hand_over) return false;
  if (at.ade->add_device.step() == AddDeviceScreen::Step::digits) return false;
  at.tablet->join.answer(true);
  at.until([&] { return at.tablet->join.step() == JoinScreen::Step::fields; });
  return !at.has_vault() && at.record()->is_held;
}

TEST_CASE("HandOverScreen.LeavingWhileItRunsEndsIt", "[view]") { CHECK(leaving_ends_it()); }

TEST_CASE("HandOverScreen.LockingWhileItRunsHandsNothingOver", "[view]") {
  HandedOver at;
  at.show_digits(at.mo);
  at.leave_alone();
  at.tablet->join.answer(true);
  at.ade->locking.hide();
  at.ade.settle();
  at.ade->locking.drawn();
  at.ade.settle();
  REQUIRE(at.ade->left() == Leaving::hide);
  at.ade.crash();
  at.tablet.crash();
  CHECK_FALSE(at.has_vault());
  at.ade.start();
  at.sync();
  CHECK(at.record()->is_held);
  CHECK(holding_of(at.ade->session.vault(), at.mo).other_devices == 0);
}

TEST_CASE("HandOverScreen.AfterItADeviceOfOnesOwnJoinsAsOneselfAgain", "[view]") {
  HandedOver at;
  at.ade->add_device.open_for(at.mo);
  at.ade.settle();
  at.ade->go_back();
  at.ade.settle();
  at.show_digits();
  CHECK_FALSE(at.ade->add_device.hands_over());
  at.both_say_yes();
  CHECK(at.tablet->session.vault().me() == at.ade->session.vault().me());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("HandOverScreen.PlantedBugsAreCaught", "[view]") {
  CHECK(is_caught("the_whole_vault_is_handed_over", nothing_else_is_handed_over));
  CHECK(is_caught("a_no_counts_as_yes", one_yes_is_not_enough));
  CHECK(is_caught("a_left_pairing_goes_on", leaving_ends_it));
}
#endif

TEST_CASE("HandOverScreen.OwnAndOthersRecordsAreNotHandedOver", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.show(two.bea);
  CHECK_FALSE(two.bea->person.whole().can_hand_over);
  CHECK_FALSE(two.bea->person.whole().can_take);
  two.show(two.ade);
  CHECK(two.ade->person.whole().can_hand_over);
  two.ade->hand_over.open();
  two.ade.settle();
  REQUIRE(two.ade->hand_over.readers());
  CHECK(two.ade->hand_over.readers()->args.at(0).text == "Bea");
}

// Ade puts Mo's record into a file, for Mo alone.
std::string into_a_file(TakenAlong& along) {
  along.ade->go_back();
  along.ade.settle();
  along.ade->hand_over.open();
  along.ade.settle();
  along.ade->hand_over.with_file();
  along.ade.settle();
  return along.take();
}

TEST_CASE("HandOverScreen.AFileIsTakenOverAtOnce", "[view]") {
  TakenAlong along;
  const std::string code = into_a_file(along);
  REQUIRE_FALSE(code.empty());
  CHECK(along.ade->take.hands_over());
  along.ade->take.done();
  along.ade.settle();
  CHECK(along.ade->place() == Place::person);
  CHECK(told(along.ade) == "hand.file_made");
  CHECK(along.ade->person.notes().size() == 1);
  AppUnderTest mo;
  along.open_as_new_vault(mo, code);
  REQUIRE(mo->session.is_open());
  CHECK(told(mo) == "receive.is_yours_alone");
  CHECK(holding_of(mo->session.vault(), along.mo).holders.empty());
  mo->recovery.later();
  mo.settle();
  CHECK(mo->person.notes().size() == 1);
  CHECK_FALSE(mo->person.whole().can_take_over);
}

TEST_CASE("HandOverScreen.AnOrdinaryFileIsNotTakenOverAndCanBeLater", "[view]") {
  TakenAlong along;
  const std::string code = along.take();
  CHECK_FALSE(along.ade->take.hands_over());
  AppUnderTest mo;
  along.open_as_new_vault(mo, code);
  REQUIRE(mo->session.is_open());
  CHECK(told(mo) == "receive.is_yours");
  mo->recovery.later();
  mo.settle();
  CHECK(says(mo->person.whole().told, "sharing.also_kept"));
  CHECK(mo->person.whole().can_take_over);
  CHECK(mo->person.who_can_see().key != "sharing.no_one");
  mo->sharing.open();
  mo.settle();
  CHECK(says(mo->sharing.other_holders(), "sharing.also_kept"));
}

}  // namespace
}  // namespace alongside
