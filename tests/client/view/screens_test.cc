#include <catch2/catch_test_macros.hpp>
#include <imgui_internal.h>

#include "client/view/app_view.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/client/driver/driver.h"

namespace alongside {
namespace {

// The whole window, without a window: every frame is drawn and then ticked, as the program does.
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
  }
};

TEST_CASE("Screens.FromLaunchToAKeptNoteAreThreeActions", "[view]") {
  Seat seat;
  seat.start();                                         // 1
  seat.driver.tap("Write");                             // 2
  seat.driver.type("Met by the canal, wants a phone");  // typing goes there by itself
  seat.driver.tap("Keep");                              // 3
  CHECK(seat.driver.sees("Your recovery code"));
  seat.driver.tap("Not now");
  CHECK(seat.driver.sees("1 note with no name yet"));
}

TEST_CASE("Screens.TheStartScreenListsNothing", "[view]") {
  Seat seat;
  seat.start();
  seat.driver.tap("Add a person");
  seat.driver.type_in("Name", "Mo");
  seat.driver.tap("Add");
  seat.app.crash();
  seat.driver.frames(3);
  for (const Seen& seen : seat.driver.seen()) {
    CHECK(seen.label.find("Mo") == std::string::npos);
    CHECK(seen.label.find("ade") == std::string::npos);
  }
}

TEST_CASE("Screens.EnterInThePassphraseStarts", "[view]") {
  Seat seat;
  seat.driver.type_in("Vault name", "ade");
  seat.driver.type_in("Passphrase", "three quiet words");
  seat.driver.key(ImGuiKey_Enter);
  seat.driver.frames(4);
  CHECK(seat.driver.sees("My people"));
}

// Whether the drawing library still keeps this in what it keeps of typing.
bool keeps_typed(std::string_view words) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  std::string typed;
  for (const ImGuiInputEvent& event : g.InputEventsTrail) {
    if (event.Type == ImGuiInputEventType_Text) typed += static_cast<char>(event.Text.Char);
  }
  if (!typed.empty() && words.find(typed) != std::string_view::npos) return true;
  const ImGuiInputTextState& field = g.InputTextState;
  for (const ImVector<char>* kept : {&field.TextA, &field.TextToRevertTo, &field.CallbackTextBackup,
                                     &g.InputTextDeactivatedState.TextA}) {
    const std::string_view all(kept->Data, static_cast<std::size_t>(kept->Capacity));
    if (all.find(words) != std::string_view::npos) return true;
  }
  return false;
}

TEST_CASE("Screens.NoTypedPassphraseIsKeptOnceTheVaultIsOpen", "[view]") {
  Seat seat;
  seat.driver.type_in("Vault name", "ade");
  seat.driver.type_in("Passphrase", "three quiet words");
  CHECK(keeps_typed("three quiet words"));
  seat.driver.key(ImGuiKey_Enter);
  seat.driver.frames(4);
  REQUIRE(seat.driver.sees("My people"));
  CHECK_FALSE(keeps_typed("three quiet"));
}

TEST_CASE("Screens.AStateLineStandsOnEveryScreenInTheSamePlace", "[view]") {
  Seat seat;
  seat.start();
  const char* line = "Everything is saved on this device. Not backed up yet.";
  REQUIRE(seat.driver.sees(line));
  const float at = seat.driver.find(line)->from.y;
  for (const Place place : {Place::add_person, Place::write, Place::settings, Place::loose}) {
    seat.app->session.start_at(place);
    seat.driver.frames(4);
    REQUIRE(seat.driver.sees(line));
    CHECK(std::abs(seat.driver.find(line)->from.y - at) <= 1);
  }
}

TEST_CASE("Screens.PersonNotesComeNewestFirst", "[view]") {
  Seat seat;
  seat.start();
  seat.driver.tap("Add a person");
  seat.driver.tap("Add");
  for (const char* words : {"the first", "the second"}) {
    seat.driver.tap("Write");
    seat.driver.type(words);
    seat.driver.tap("Keep");
    if (seat.driver.sees("Not now")) seat.driver.tap("Not now");
    seat.app.clock.now += 60'000;
  }
  REQUIRE(seat.driver.sees("the first"));
  REQUIRE(seat.driver.sees("the second"));
  CHECK(seat.driver.find("the second")->from.y < seat.driver.find("the first")->from.y);
}

TEST_CASE("Screens.ADragScrollsGoesOnAndNeverPresses", "[view]") {
  Seat seat;
  seat.start();
  for (int i = 0; i < 20; ++i) {
    seat.app->add_person.name = "Person " + std::to_string(i);
    seat.app->add_person.add();
    seat.app.settle();
    seat.app->session.start_at(Place::people);
  }
  seat.driver.frames(4);
  const float before = seat.driver.find("Person 5")->from.y;
  seat.driver.drag({200, 600}, {200, 400}, 6);
  CHECK(seat.driver.is_moving());
  const float let_go = seat.driver.find("Person 5")->from.y;
  seat.driver.frames(200);
  CHECK(let_go < before - 150);
  CHECK_FALSE(seat.driver.is_moving());
  CHECK(seat.driver.sees("Write"));
  CHECK_FALSE(seat.driver.sees("Notes"));
  CHECK((!seat.driver.sees("Person 5") || seat.driver.find("Person 5")->from.y < let_go));
}

// Presses Tab until the keyboard is on this.
void tab_to(Driver& driver, const std::string& label) {
  INFO("tab to " << label);
  for (int i = 0; i < 20 && driver.focused() != label; ++i) driver.key(ImGuiKey_Tab);
  REQUIRE(driver.focused() == label);
}

TEST_CASE("Screens.TheKeyboardAloneReachesAKeptNote", "[view]") {
  Seat seat;
  tab_to(seat.driver, "Vault name");
  seat.driver.type("ade");
  tab_to(seat.driver, "Passphrase");
  seat.driver.type("three quiet words");
  seat.driver.key(ImGuiKey_Enter);
  seat.driver.frames(4);
  tab_to(seat.driver, "Write");
  seat.driver.key(ImGuiKey_Space);
  seat.driver.type("by keyboard");
  seat.driver.key(ImGuiKey_Escape);
  tab_to(seat.driver, "Keep");
  seat.driver.key(ImGuiKey_Space);
  CHECK(seat.driver.sees("Your recovery code"));
}

}  // namespace
}  // namespace alongside
