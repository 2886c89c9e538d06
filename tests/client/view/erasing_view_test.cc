#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

void open_note(TwoWindows& two) {
  two.ade->write.begin_change(Writing::note, two.ade->person.notes().at(0));
  two.ade.settle();
}

TEST_CASE("ErasingView.OneTapAsksAndOneErasesBothOfTheSameSize", "[view]") {
  TwoWindows two;
  Driver driver({}, [&](const Ui& ui) {
    draw(*two.ade, ui);
    two.ade.tick();
  });
  driver.scroll_to("The letter from the council has come.");
  driver.tap("The letter from the council has come.");
  driver.scroll_to("Erase for good");
  driver.tap("Erase for good");
  REQUIRE(driver.sees("Erase this for good?"));
  const Seen go = *driver.find("Erase for good");
  const Seen do_not = *driver.find("Don’t erase");
  CHECK(std::abs((go.to.x - go.from.x) - (do_not.to.x - do_not.from.x)) < 1);
  CHECK(std::abs((go.to.y - go.from.y) - (do_not.to.y - do_not.from.y)) < 1);
  driver.tap("Erase for good");
  CHECK(driver.sees("What was erased"));
  driver.tap("Back");
  CHECK_FALSE(driver.sees("The letter from the council has come."));
}

TEST_CASE("Pictures.WriteThatCanBeErased", "[view][pictures]") {
  TwoWindows two;
  open_note(two);
  take_pictures("write-change", two.ade);
}

TEST_CASE("Pictures.Erase", "[view][pictures]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.show(two.ade);
  open_note(two);
  two.ade->erase.ask(*two.ade->write.can_erase());
  two.ade.settle();
  take_pictures("erase", two.ade);
}

TEST_CASE("Pictures.Erased", "[view][pictures]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.show(two.ade);
  open_note(two);
  two.ade->erase.ask(*two.ade->write.can_erase());
  two.ade.settle();
  two.ade->erase.erase();
  two.ade.settle();
  take_pictures("erased", two.ade);
}

}  // namespace
}  // namespace alongside
