#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

// Ade's window on a phone, driven by what it says.
struct Seat {
  TwoWindows two;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*two.ade, ui);
                  two.ade.tick();
                }};

  Seat() {
    two.show(two.ade);
    driver.frames(3);
  }
  void press(const std::string& label) {
    driver.scroll_to(label);
    driver.tap(label);
  }
};

TEST_CASE("RelationshipView.PauseAndPickUpAgain", "[view]") {
  Seat seat;
  seat.driver.tap("Pause");
  REQUIRE(seat.two.ade->place() == Place::relationship);
  seat.press("They did");
  seat.press("In their own words, if they like");
  seat.driver.type("I need some quiet");
  seat.driver.key(ImGuiKey_Escape);
  seat.driver.tap("Keep: Pause");
  CHECK(seat.two.ade->place() == Place::person);
  CHECK(seat.driver.sees("Paused since 5 March."));
  seat.driver.tap("Pick up again");
  seat.driver.tap("Keep: Pick up again");
  CHECK(seat.driver.sees("Picked up again, 5 March."));
  CHECK(seat.driver.sees("Pause"));
}

TEST_CASE("RelationshipView.FinishedForNowLeavesTheDoorOpen", "[view]") {
  Seat seat;
  seat.driver.tap("Pause");
  seat.driver.tap("Finish for now");
  CHECK(seat.driver.sees("Only they can finish. Until they do, it stays open as lost touch."));
  seat.press("They did");
  CHECK(seat.driver.sees("You can come back any time."));
  seat.driver.tap("Keep: Finish for now");
  CHECK(seat.driver.sees("Finished for now, 5 March."));
  CHECK(seat.driver.sees("You can come back any time."));
  seat.driver.tap("Came back");
  seat.driver.tap("Keep: Came back");
  CHECK(seat.driver.sees("Came back, 5 March."));
}

TEST_CASE("RelationshipView.TheListSaysWhoIsPaused", "[view]") {
  Seat seat;
  seat.driver.tap("Pause");
  seat.driver.tap("Keep: Pause");
  seat.driver.tap("Back");
  seat.driver.tap("Mo\nPaused since 5 March.");
  CHECK(seat.two.ade->place() == Place::person);
}

// A pause, in words of Mo's, and what went before.
void pause(TwoWindows& two) {
  Vault& vault = two.ade->session.vault();
  const TimeMs now = two.ade.clock.now;
  constexpr TimeMs kDay = 86'400'000;
  REQUIRE(record_event(vault, two.mo, {kBegan, kDecidedByBoth, now - 60 * kDay, std::nullopt}));
  REQUIRE(record_event(
      vault, two.mo,
      {kPaused, kDecidedByPerson, now - 9 * kDay,
       Text{"I need some quiet. Write to me when the letter comes.", "person", "en"}}));
  two.show(two.ade);
}

TEST_CASE("RelationshipPictures.ThePersonPaused", "[view][pictures]") {
  TwoWindows two;
  pause(two);
  take_pictures("person-paused", two.ade);
}

TEST_CASE("RelationshipPictures.TheListWithSomebodyPaused", "[view][pictures]") {
  TwoWindows two;
  pause(two);
  two.ade->add_person.name = "Grace Adeyemi";
  two.ade->add_person.add();
  two.ade.settle();
  two.ade->session.start_at(Place::people);
  two.ade.settle();
  take_pictures("people-paused", two.ade);
}

TEST_CASE("RelationshipPictures.TheSheet", "[view][pictures]") {
  TwoWindows two;
  pause(two);
  two.ade->relationship.open();
  two.ade.settle();
  take_pictures("relationship", two.ade);
}

TEST_CASE("RelationshipPictures.Finishing", "[view][pictures]") {
  TwoWindows two;
  two.ade->relationship.open();
  two.ade.settle();
  two.ade->relationship.choose(1);
  two.ade.settle();
  take_pictures("relationship-finish", two.ade);
}

}  // namespace
}  // namespace alongside
