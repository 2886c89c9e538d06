#include <catch2/catch_test_macros.hpp>

#include "client/store/erase_record.h"
#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/kept_by_two.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

// Ade's window of Mo's record.
struct Seat {
  TwoWindows two;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*two.ade, ui);
                  two.ade.tick();
                }};

  void open() {
    driver.scroll_to("Erase all of this record");
    driver.tap("Erase all of this record");
    driver.scroll_to("Don’t erase");
    driver.type_in("Passphrase", "three quiet words");
  }
  bool is_asked_for() { return !records_to_erase(two.ade->session.vault()).empty(); }
};

TEST_CASE("EraseRecordView.OneTapAsksAndOneBeginsTheWaitBothOfTheSameSize", "[view]") {
  Seat seat;
  seat.open();
  const Seen go = *seat.driver.find("Erase all of it");
  const Seen do_not = *seat.driver.find("Don’t erase");
  CHECK(std::abs((go.to.x - go.from.x) - (do_not.to.x - do_not.from.x)) < 1);
  CHECK(std::abs((go.to.y - go.from.y) - (do_not.to.y - do_not.from.y)) < 1);
  seat.driver.key(ImGuiKey_Enter);  // in the passphrase: not enough
  seat.driver.frames(6);
  CHECK_FALSE(seat.is_asked_for());
  seat.driver.tap("Erase all of it");
  seat.driver.frames(6);
  CHECK(seat.is_asked_for());
  seat.driver.tap("Call it off");
  seat.driver.frames(3);
  CHECK_FALSE(seat.is_asked_for());
  CHECK(seat.driver.sees("Called off. Nothing was erased."));
}

TEST_CASE("EraseRecordView.NotErasingChangesNothing", "[view]") {
  Seat seat;
  seat.open();
  seat.driver.tap("Don’t erase");
  seat.driver.frames(6);
  CHECK_FALSE(seat.is_asked_for());
  CHECK(seat.driver.sees("The letter from the council has come."));
}

void ask(AppUnderTest& app, const std::string& passphrase) {
  app->erase_record.open();
  app.settle();
  app->erase_record.passphrase = passphrase;
  app->erase_record.erase();
  app.settle();
}

TEST_CASE("Pictures.EraseRecord", "[view][pictures]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.show(two.ade);
  two.ade->erase_record.open();
  two.ade.settle();
  take_pictures("erase-record", two.ade);
}

TEST_CASE("Pictures.RecordToBeErased", "[view][pictures]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.pass(0);
  two.sync_all();
  two.show(two.ade);
  ask(two.ade, "three quiet words");
  take_pictures("record-to-be-erased-first", two.ade);
  two.sync(two.ade);
  take_pictures("record-to-be-erased", two.ade);
  two.pass(kEraseWaitMs + 1);
  two.sync(two.ade);
  take_pictures("record-is-gone", two.ade);
  two.ade->people.settings();
  two.ade.settle();
  take_pictures("settings-erased", two.ade);
  two.ade->erase.show_erased_records();
  two.ade.settle();
  take_pictures("erased-records", two.ade);
}

TEST_CASE("Pictures.EraseOnesOwnRecord", "[view][pictures]") {
  KeptByTwo at;
  at.mo->erase_record.open();
  at.mo.settle();
  take_pictures("erase-my-record", at.mo);
  ask(at.mo, "my own words");
  take_pictures("my-record-to-be-erased", at.mo);
}

}  // namespace
}  // namespace alongside
