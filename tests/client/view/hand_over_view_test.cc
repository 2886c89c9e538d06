#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/handed_over.h"
#include "tests/client/driver/kept_by_two.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/taken_along.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

// Draws one window.
struct Seat {
  AppUnderTest& app;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*app, ui);
                  app.tick();
                }};

  bool are_of_one_size(const std::string& one, const std::string& other) {
    const Seen a = *driver.find(one);
    const Seen b = *driver.find(other);
    return std::abs((a.to.x - a.from.x) - (b.to.x - b.from.x)) < 1 &&
           std::abs((a.to.y - a.from.y) - (b.to.y - b.from.y)) < 1;
  }
};

TEST_CASE("HandOverView.FromThePersonToSixDigitsByPressing", "[view]") {
  HandedOver at;
  {
    Seat seat{at.ade};
    seat.driver.scroll_to("Give them their record");
    seat.driver.tap("Give them their record");
    seat.driver.scroll_to("They are here with a device");
    seat.driver.tap("They are here with a device");
    CHECK(seat.driver.sees("Their device gets this record, and nothing else of yours."));
    seat.driver.type_in("Passphrase", "three quiet words");
  }
  at.ade->session.go_back();
  at.show_digits(at.mo);
  {
    Seat seat{at.ade};
    REQUIRE(seat.driver.sees(at.tablet->join.digits()));
    CHECK(seat.are_of_one_size("Yes, the same", "No"));
    seat.driver.tap("Yes, the same");
  }
  at.both_say_yes();
  Seat seat{at.tablet};
  seat.driver.tap("Not now");
  CHECK(seat.driver.sees("We had tea by the market."));
  CHECK(seat.driver.sees(
      "Welcome. This is your record now. Ade sees only what you share with them."));
}

TEST_CASE("HandOverView.IntoAFileByTheKeyboardAlone", "[view]") {
  TakenAlong along;
  along.ade->go_back();
  along.ade.settle();
  along.ade->hand_over.open();
  along.ade.settle();
  Seat seat{along.ade};
  for (int i = 0; i < 12 && seat.driver.focused() != "Into a file, with a code"; ++i) {
    seat.driver.key(ImGuiKey_Tab);
  }
  REQUIRE(seat.driver.focused() == "Into a file, with a code");
  seat.driver.key(ImGuiKey_Enter);
  for (int i = 0; i < 12 && seat.driver.focused() != "Passphrase"; ++i) {
    seat.driver.key(ImGuiKey_Tab);
  }
  seat.driver.type("three quiet words");
  seat.driver.key(ImGuiKey_Enter);
  seat.driver.frames(6);
  const std::string code = along.ade->take.code();
  REQUIRE_FALSE(code.empty());
  CHECK(seat.driver.sees(code));
  CHECK(seat.driver.sees("Put the file and the paper into their own hands."));
}

TEST_CASE("HandOverView.KeepItMyselfAndLeaveItAreOfTheSameSize", "[view]") {
  KeptByTwo at;
  Seat seat{at.mo};
  seat.driver.scroll_to("Keep my record myself");
  seat.driver.tap("Keep my record myself");
  seat.driver.scroll_to("Leave it as it is");
  CHECK(seat.are_of_one_size("Keep it myself", "Leave it as it is"));
  seat.driver.tap("Leave it as it is");
  CHECK(at.is_kept_by_another());
}

TEST_CASE("Pictures.HandOver", "[view][pictures]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.show(two.ade);
  two.ade->hand_over.open();
  two.ade.settle();
  take_pictures("hand-over", two.ade);
}

TEST_CASE("Pictures.HandOverWithoutAServer", "[view][pictures]") {
  TakenAlong along;
  along.ade->hand_over.open();
  along.ade.settle();
  take_pictures("hand-over-no-server", along.ade);
  along.ade->hand_over.with_file();
  along.ade.settle();
  take_pictures("hand-over-file", along.ade);
  along.take();
  take_pictures("hand-over-file-made", along.ade);
}

TEST_CASE("Pictures.HandOverWithADevice", "[view][pictures]") {
  HandedOver at;
  at.open();
  at.ade->hand_over.with_device();
  at.ade.settle();
  take_pictures("hand-over-device", at.ade);
  at.ade->session.go_back();
  at.show_text(at.mo);
  take_pictures("hand-over-text", at.ade);
}

TEST_CASE("Pictures.HandedOver", "[view][pictures]") {
  HandedOver at;
  at.open();
  at.show_digits(at.mo);
  take_pictures("hand-over-digits", at.ade);
  at.both_say_yes();
  take_pictures("handed-over", at.ade);
  at.tablet->recovery.later();
  at.tablet.settle();
  take_pictures("handed-over-theirs", at.tablet);
}

TEST_CASE("Pictures.JoinFromACoach", "[view][pictures]") {
  AppUnderTest tablet;
  tablet->start.arrive();
  tablet->join.open(JoinScreen::From::coach);
  tablet.settle();
  take_pictures("join-from-coach", tablet);
}

TEST_CASE("Pictures.KeptByTwo", "[view][pictures]") {
  KeptByTwo at;
  take_pictures("kept-by-two", at.mo);
  at.open();
  take_pictures("take-over", at.mo);
}

}  // namespace
}  // namespace alongside
