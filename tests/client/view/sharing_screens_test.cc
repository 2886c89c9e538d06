#include <catch2/catch_test_macros.hpp>

#include "client/store/ledger.h"
#include "client/store/shares.h"
#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr const char* kWhy = "So she can help";

// Ade's window on a phone, driven by what it says.
struct Seat {
  TwoWindows two;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*two.ade, ui);
                  two.ade.tick();
                }};

  // Presses something wherever it is on the page.
  void press(const std::string& label) {
    driver.scroll_to(label);
    driver.tap(label);
  }

  // Whether something in sight has these words in it.
  bool reads(const std::string& words) {
    for (const Seen& seen : driver.seen()) {
      if (seen.label.find(words) != std::string::npos) return true;
    }
    return false;
  }

  void open_sharing() {
    two.show(two.ade);
    driver.frames(3);
    for (const Seen& seen : driver.seen()) {
      if (seen.label.rfind("Who can see this", 0) == 0) {
        driver.tap(seen.label);
        break;
      }
    }
    REQUIRE(two.ade->place() == Place::sharing);
  }

  // From the person's screen to a share, as a hand would.
  void share_notes() {
    open_sharing();
    driver.tap("Share with someone");
    press("Bea");
    press("Why?");
    driver.type(kWhy);
    driver.key(ImGuiKey_Escape);
    driver.tap("Next: what they would see");
    REQUIRE(two.ade->place() == Place::share_check);
    CHECK(reads("The letter from the council has come."));
    CHECK(reads(std::string("Why: ") + kWhy));
    press("Share with Bea");
  }
};

TEST_CASE("SharingScreens.ShareSeeItListedStopSeeItStopped", "[view]") {
  Seat seat;
  seat.share_notes();
  REQUIRE(seat.two.ade->place() == Place::sharing);
  CHECK(seat.reads("Shared. It goes to them when this device next connects."));
  CHECK(seat.reads(std::string("Why: ") + kWhy));
  CHECK(seat.reads("Not sent yet."));
  seat.two.sync_all();
  seat.driver.frames(3);
  CHECK(seat.reads("Their device has it."));

  seat.press("Stop sharing with Bea");
  REQUIRE(seat.two.ade->place() == Place::stop);
  CHECK(seat.reads("What was read or copied cannot be taken back."));
  CHECK(shares(seat.two.ade->session.vault(), seat.two.mo).at(0).state == ShareState::running);
  seat.press("Stop sharing");
  REQUIRE(seat.two.ade->place() == Place::sharing);
  CHECK(seat.reads("1 of their devices has not confirmed that it is gone."));
  CHECK_FALSE(seat.reads("Stop sharing with Bea"));
  seat.two.sync_all();
  seat.driver.frames(3);
  CHECK(seat.reads("Their devices say that it is gone."));
  CHECK(items(seat.two.bea->session.vault(), {seat.two.mo, kSectionNotes, kKindNote}).empty());
}

TEST_CASE("SharingScreens.GoingOnSharingAfterBeingAskedChangesNothing", "[view]") {
  Seat seat;
  seat.share_notes();
  seat.press("Stop sharing with Bea");
  seat.press("Go on sharing");
  CHECK(seat.two.ade->place() == Place::sharing);
  CHECK(seat.reads("Stop sharing with Bea"));
}

TEST_CASE("SharingScreens.ShareAndStopAndTheirOppositesHaveTheSameSize", "[view]") {
  Seat seat;
  seat.share_notes();
  const auto size = [&](const std::string& label) {
    seat.driver.scroll_to(label);
    const Seen* seen = seat.driver.find(label);
    return ImVec2(seen->to.x - seen->from.x, seen->to.y - seen->from.y);
  };
  const auto same = [](ImVec2 a, ImVec2 b) {
    return std::abs(a.x - b.x) <= 1 && std::abs(a.y - b.y) <= 1;
  };
  CHECK(same(size("Stop sharing with Bea"), size("Share with someone")));
  seat.press("Stop sharing with Bea");
  CHECK(same(size("Stop sharing"), size("Go on sharing")));
  seat.press("Go on sharing");
  seat.two.ade->share.begin(kSectionGoals, seat.two.bea->session.vault().me());
  seat.driver.frames(3);
  seat.press("Why?");
  seat.driver.type(kWhy);
  seat.driver.key(ImGuiKey_Escape);
  seat.driver.tap("Next: what they would see");
  CHECK(same(size("Share with Bea"), size("Don’t share")));
}

TEST_CASE("SharingScreens.ALateNoteIsSeenAndKept", "[view]") {
  Seat seat;
  seat.two.write_late("She rang me about the room");
  seat.driver.frames(3);
  seat.driver.tap("1 late note waits for you");
  REQUIRE(seat.two.ade->place() == Place::tray);
  CHECK(seat.reads("Bea wrote this after you stopped sharing “Notes”."));
  CHECK(seat.reads("She rang me about the room"));
  seat.press("Keep");
  CHECK(seat.driver.sees("Nothing waits."));
  seat.driver.tap("Back");
  CHECK_FALSE(seat.driver.sees("1 late note waits for you"));
  CHECK(seat.reads("She rang me about the room"));
}

TEST_CASE("SharingScreens.DeletingALateNoteTakesTwoTaps", "[view]") {
  Seat seat;
  seat.two.write_late("She rang me about the room");
  seat.driver.frames(3);
  seat.driver.tap("1 late note waits for you");
  seat.press("Delete");
  CHECK(seat.reads("She rang me about the room"));
  CHECK(seat.driver.sees("Delete these words for good? They cannot be brought back."));
  seat.press("Delete");
  CHECK(seat.driver.sees("Nothing waits."));
  CHECK_FALSE(seat.reads("She rang me about the room"));
}

TEST_CASE("SharingScreens.AQuestionIsFoundAndAnsweredWithNo", "[view]") {
  Seat seat;
  seat.share_notes();
  seat.two.sync_all();
  REQUIRE(ask_for(seat.two.bea->session.vault(), {seat.two.mo, kSectionGoals}, "A room", "en"));
  seat.two.sync_all();
  seat.two.show(seat.two.ade);
  seat.driver.frames(3);
  seat.driver.tap("1 question waits for you");
  REQUIRE(seat.two.ade->place() == Place::ledger);
  CHECK(seat.reads("Bea asked to see “What they want”."));
  seat.press("No");
  CHECK(seat.reads("The answer to a question about “What they want” was no."));
  CHECK_FALSE(seat.driver.sees("Yes, share"));
}

TEST_CASE("SharingScreens.DragAndKeyboardBothScrollWhatHappened", "[view]") {
  Seat seat;
  for (int i = 0; i < 4; ++i) {
    seat.two.ade.clock.now += 60'000;
    seat.two.share("Share number " + std::to_string(i));
    seat.two.ade.clock.now += 60'000;
    seat.two.stop();
  }
  seat.two.ade->ledger.open();
  seat.driver.frames(3);
  CHECK(seat.reads("Share number 3"));
  CHECK_FALSE(seat.reads("Share number 0"));
  SECTION("by drag") {
    for (int i = 0; i < 6; ++i) seat.driver.drag({200, 700}, {200, 300}, 8);
    CHECK(seat.reads("Share number 0"));
  }
  SECTION("by keyboard") {
    seat.driver.key(ImGuiKey_Tab);
    for (int i = 0; i < 6; ++i) seat.driver.key(ImGuiKey_PageDown);
    CHECK(seat.reads("Share number 0"));
  }
}

TEST_CASE("SharingScreens.WhoOnlyReadsFindsNothingToShareOrStop", "[view]") {
  TwoWindows two;
  two.share(kWhy);
  two.sync_all();
  two.show(two.bea);
  two.bea->sharing.open();
  two.bea.settle();
  Driver driver({}, [&](const Ui& ui) {
    draw(*two.bea, ui);
    two.bea.tick();
  });
  REQUIRE(driver.sees("Ade keeps this record until they take it."));
  CHECK(driver.sees("You can read this."));
  CHECK(driver.sees("This part is not shared with you now."));
  for (const Seen& seen : driver.seen()) {
    CHECK((seen.is_text || seen.label == "Back" || seen.label == "Hide"));
  }
}

}  // namespace
}  // namespace alongside
