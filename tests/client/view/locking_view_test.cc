#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/pictures.h"

namespace alongside {
namespace {

// The whole window, without a window: it begins anew where the program does.
struct Seat {
  AppUnderTest app;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*app, ui);
                  app.tick();
                }};

  void start() {
    driver.type_in("Vault name", "ade");
    driver.type_in("Passphrase", "three quiet words");
    driver.tap("Start");
    driver.frames(4);
    REQUIRE(driver.sees("My people"));
  }
  void write(const std::string& words) {
    driver.tap("Write");
    driver.type(words);
  }
  void begin_again() {
    const auto left = app->left();
    REQUIRE(left);
    app.crash();
    app->begin_after(*left);
    driver.frames(3);
  }
  void wait(std::int64_t ms) {
    app.wait(ms);
    driver.frames(2);
  }
  bool shows(const std::string& words) const {
    for (const Seen& seen : driver.seen()) {
      if (seen.label.find(words) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_CASE("LockingView.EscapeTwiceHidesInTheSameFrameAndLosesNoWord", "[view]") {
  Seat seat;
  seat.start();
  seat.write("Met by the canal");
  seat.driver.key(ImGuiKey_Escape);
  CHECK_FALSE(seat.app->left());
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, true);
  seat.driver.frames(1);
  CHECK(seat.app->left() == Leaving::hide);
  CHECK_FALSE(seat.shows("Keep"));
  CHECK_FALSE(seat.shows("canal"));
  CHECK(seat.shows("5 March 2025"));
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, false);
  seat.begin_again();
  CHECK(seat.shows("5 March 2025"));
  seat.driver.tap("Open");
  seat.start();
  CHECK(seat.driver.sees("Met by the canal"));
}

TEST_CASE("LockingView.TheHiddenPageNamesNothing", "[view]") {
  Seat seat;
  seat.start();
  seat.driver.tap("Hide");
  seat.begin_again();
  for (const char* word : {"Alongside", "ade", "vault", "Vault", "people", "note", "Locked"}) {
    INFO(word);
    CHECK_FALSE(seat.shows(word));
  }
}

TEST_CASE("LockingView.APressInTheCornerHides", "[view]") {
  Seat seat;
  seat.start();
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(409, 3);
  seat.driver.frames(1);
  CHECK_FALSE(seat.app->left());
  io.AddMouseButtonEvent(0, true);
  seat.driver.frames(1);
  CHECK(seat.app->left() == Leaving::hide);
}

TEST_CASE("LockingView.HideStandsInTheCornerOfEveryScreen", "[view]") {
  Seat seat;
  REQUIRE(seat.driver.sees("Hide"));
  const Seen first = *seat.driver.find("Hide");
  seat.start();
  for (const Place place : {Place::people, Place::add_person, Place::write, Place::settings,
                            Place::loose, Place::recovery, Place::leave_device}) {
    seat.app->session.start_at(place);
    seat.driver.frames(4);
    const Seen* hide = seat.driver.find("Hide");
    REQUIRE(hide != nullptr);
    CHECK(std::abs(hide->from.x - first.from.x) <= 1);
    CHECK(std::abs(hide->from.y - first.from.y) <= 1);
  }
}

TEST_CASE("LockingView.TheKeyLocksWhereverOneIs", "[view]") {
  Seat seat;
  seat.driver.key(ImGuiKey_L, ImGuiMod_Ctrl);
  CHECK_FALSE(seat.app->left());
  seat.start();
  seat.write("Met by the canal");
  seat.driver.key(ImGuiKey_L, ImGuiMod_Ctrl);
  CHECK(seat.app->left() == Leaving::lock);
  seat.begin_again();
  CHECK(seat.driver.sees("Locked. What you were writing is kept."));
  CHECK_FALSE(seat.shows("canal"));
}

TEST_CASE("LockingView.ItWarnsInPlaceOfTheStateLineAndAnyTouchStays", "[view]") {
  Seat seat;
  seat.start();
  seat.write("half");
  seat.wait(4 * 60'000);
  CHECK(seat.driver.sees("Locking in 60 s. Touch anything to stay."));
  seat.driver.type(" a sentence");  // what is being written goes on where it was
  CHECK_FALSE(seat.shows("Locking"));
  CHECK(seat.app->write.words.text() == "half a sentence");
  seat.wait(4 * 60'000);
  CHECK(seat.shows("Locking"));
  ImGui::GetIO().AddMousePosEvent(100, 100);
  seat.driver.frames(2);
  CHECK_FALSE(seat.shows("Locking"));
}

TEST_CASE("LockingView.TheWindowComingToTheFrontIsNotSomebody", "[view]") {
  Seat seat;
  seat.start();
  seat.wait(4 * 60'000 + 30'000);
  ImGui::GetIO().AddFocusEvent(false);
  ImGui::GetIO().AddFocusEvent(true);
  seat.driver.frames(2);
  CHECK(seat.driver.sees("Locking in 30 s. Touch anything to stay."));
}

TEST_CASE("LockingView.LeavingTakesTheNameAndShowsTheStart", "[view]") {
  Seat seat;
  seat.start();
  seat.driver.tap("Write");
  seat.driver.type("tea");
  seat.driver.tap("Keep");
  seat.driver.tap("Not now");
  seat.app->leave.open();
  seat.driver.frames(4);
  CHECK(seat.shows("Notes with no name: 1 change not sent"));
  seat.driver.scroll_to("To go on, type the name of your vault");
  seat.driver.type_in("To go on, type the name of your vault", "ade");
  seat.driver.tap("Leave, and lose what was not sent");
  CHECK(seat.app->left() == Leaving::gone);
  seat.begin_again();
  CHECK(seat.driver.sees("That vault is gone from this device."));
}

void look(const std::string& name, const std::function<void(AppUnderTest&)>& show) {
  AppUnderTest app;
  show(app);
  take_pictures(name, app);
}

TEST_CASE("Pictures.Hidden", "[view][pictures]") {
  look("hidden", [](AppUnderTest& app) { app->begin_after(Leaving::hide); });
}

TEST_CASE("Pictures.StartAfterLocking", "[view][pictures]") {
  look("start-locked", [](AppUnderTest& app) { app->begin_after(Leaving::lock); });
}

TEST_CASE("Pictures.LockingSoon", "[view][pictures]") {
  look("locking-soon", [](AppUnderTest& app) {
    app.start();
    app->write.begin(Writing::note, true);
    app.settle();
    app->write.words.set_text("We had tea by the market. She laughed about the pigeons.");
    app.wait(4 * 60'000 + 18'000);
  });
}

TEST_CASE("Pictures.Leave", "[view][pictures]") {
  look("leave", [](AppUnderTest& app) {
    app.start();
    app->add_person.name = "Mo";
    app->add_person.add();
    app.settle();
    app.keep_note("Red jacket, by the canal.");
    app->leave.open();
    app.settle();
  });
}

void ask_where_to_save(AppUnderTest& app) {
  app.start();
  app.keep_note("Red jacket, by the canal.");
  app.plug_in("STICK");
  app->leave.open();
  app.settle();
  app->leave.ask_where();
  app.settle();
}

TEST_CASE("Pictures.LeaveAskedWhereToSave", "[view][pictures]") {
  look("leave-save", [](AppUnderTest& app) {
    ask_where_to_save(app);
    app->leave.place.choose(2);
    app->leave.place.typed = "papers";
    app->leave.save();
    app.settle();
  });
}

TEST_CASE("Pictures.LeaveSaved", "[view][pictures]") {
  look("leave-saved", [](AppUnderTest& app) {
    ask_where_to_save(app);
    app->leave.save();
    app.settle();
  });
}

}  // namespace
}  // namespace alongside
