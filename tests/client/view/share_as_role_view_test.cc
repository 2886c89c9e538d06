#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/lantern.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr const char* kWhy = "So she can help";

// Ade's window on a phone, at the form with Bea and the notes chosen.
struct Seat {
  TwoWindows two;
  Lantern lantern{two};
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*two.ade, ui);
                  two.ade.tick();
                }};

  Seat() {
    two.ade->sharing.open();
    two.ade.settle();
    two.ade->share.begin(kSectionNotes, two.bea->session.vault().me());
    two.ade.settle();
    driver.frames(3);
  }
  void press(const std::string& label) {
    driver.scroll_to(label);
    driver.tap(label);
  }
};

TEST_CASE("ShareAsRoleView.AsACoachAtLantern", "[view]") {
  Seat seat;
  seat.press("As coach at Lantern");
  seat.press("Why?");
  seat.driver.type(kWhy);
  seat.driver.key(ImGuiKey_Escape);
  seat.driver.tap("Next: what they would see");
  REQUIRE(seat.two.ade->place() == Place::share_check);
  seat.press("Share with Bea");
  REQUIRE(seat.two.ade->place() == Place::sharing);
  bool says_role = false;
  for (const Seen& seen : seat.driver.seen()) {
    says_role = says_role || seen.label.find("Bea, coach at Lantern") != std::string::npos;
  }
  CHECK(says_role);
}

TEST_CASE("ShareAsRolePictures.TheFormAndWhoCanSeeIt", "[view][pictures]") {
  TwoWindows two;
  const Lantern lantern(two);
  two.ade->sharing.open();
  two.ade.settle();
  two.ade->share.begin(kSectionNotes, two.bea->session.vault().me());
  two.ade.settle();
  two.ade->share.choose_role(1);
  two.ade->share.why = kWhy;
  two.ade.settle();
  take_pictures("share-as-role", two.ade);
  two.ade->share.look();
  two.ade.settle();
  two.ade->share.share();
  two.ade.settle();
  take_pictures("sharing-as-role", two.ade);
}

}  // namespace
}  // namespace alongside
