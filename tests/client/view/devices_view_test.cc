#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/meeting.h"
#include "tests/client/driver/pictures.h"

namespace alongside {
namespace {

// Draws one window of a meeting.
struct Seat {
  AppUnderTest& app;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*app, ui);
                  app.tick();
                }};
};

TEST_CASE("DevicesView.YesAndNoAreOfTheSameSizeAndYesGoesOn", "[view]") {
  Meeting at;
  at.show_digits();
  {
    Seat seat{at.ade};
    REQUIRE(seat.driver.sees(at.tablet->join.digits()));
    const Seen yes = *seat.driver.find("Yes, the same");
    const Seen no = *seat.driver.find("No");
    CHECK(std::abs((yes.to.x - yes.from.x) - (no.to.x - no.from.x)) < 1);
    CHECK(std::abs((yes.to.y - yes.from.y) - (no.to.y - no.from.y)) < 1);
    seat.driver.tap("Yes, the same");
  }
  at.tablet->join.answer(true);
  at.until([&] { return at.tablet->session.is_open(); });
}

TEST_CASE("DevicesView.FromSettingsToTheTextByPressing", "[view]") {
  Meeting at;
  Seat seat{at.ade};
  seat.driver.scroll_to("Settings");
  seat.driver.tap("Settings");
  seat.driver.scroll_to("Your devices");
  seat.driver.tap("Your devices");
  seat.driver.tap("Add a device");
  seat.driver.type_in("Passphrase", "three quiet words");
  seat.driver.tap("Go on");
  at.until([&] { return at.ade->add_device.step() == AddDeviceScreen::Step::text; });
  seat.driver.frames(3);
  CHECK(seat.driver.sees("A picture of the text, for a camera"));
  seat.driver.scroll_to(at.ade->add_device.text());
  at.leave_alone();
  seat.driver.tap("Stop");
  CHECK(seat.driver.sees("Your devices"));
}

TEST_CASE("Pictures.Devices", "[view][pictures]") {
  Meeting at;
  at.show_digits();
  at.ade->add_device.answer(true);
  at.tablet->join.answer(true);
  at.until([&] {
    return at.tablet->session.is_open() &&
           at.ade->add_device.step() == AddDeviceScreen::Step::passphrase;
  });
  at.ade->session.start_at(Place::settings);
  at.ade->devices.open();
  at.ade.settle();
  take_pictures("devices", at.ade);
  at.ade->devices.ask_to_remove(at.ade->devices.devices().at(1));
  at.ade.settle();
  take_pictures("devices-remove", at.ade);
}

TEST_CASE("Pictures.AddDevice", "[view][pictures]") {
  Meeting at;
  at.ade->session.start_at(Place::devices);
  at.ade->add_device.open();
  at.ade.settle();
  take_pictures("add-device", at.ade);
  at.ade->session.start_at(Place::devices);
  at.show_text();
  take_pictures("add-device-text", at.ade);
}

TEST_CASE("Pictures.SixDigits", "[view][pictures]") {
  Meeting at;
  at.ade->session.start_at(Place::devices);
  at.show_digits();
  take_pictures("add-device-digits", at.ade);
  take_pictures("join-digits", at.tablet);
}

TEST_CASE("Pictures.Join", "[view][pictures]") {
  AppUnderTest tablet;
  tablet->start.arrive();
  tablet->join.open();
  tablet.settle();
  tablet->join.begin();
  take_pictures("join", tablet);
}

TEST_CASE("Pictures.Recover", "[view][pictures]") {
  AppUnderTest tablet;
  tablet->start.arrive();
  tablet->recover.open();
  tablet.settle();
  take_pictures("recover", tablet);
  tablet->recover.asks_more = true;
  tablet->recover.server = "https://lantern.example";
  tablet->recover.begin();
  take_pictures("recover-more", tablet);
}

TEST_CASE("Pictures.RecoverySheet", "[view][pictures]") {
  Meeting at;
  at.ade->recovery.open_new();
  at.ade->recovery.passphrase = "three quiet words";
  at.ade->recovery.make_new();
  at.ade.settle();
  take_pictures("recovery-sheet", at.ade);
}

}  // namespace
}  // namespace alongside
