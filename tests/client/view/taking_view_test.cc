#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/taken_along.h"

namespace alongside {
namespace {

// A window without a window.
struct Seat {
  AppUnderTest& app;
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*app, ui);
                  app.tick();
                }};
};

TEST_CASE("TakingView.APersonTakesTheirRecordAndOpensItElsewhereByPressing", "[view]") {
  TakenAlong along;
  along.ade->go_back();
  along.ade.settle();
  std::string code;
  {
    Seat seat{along.ade};
    seat.driver.scroll_to("Take this record along");
    seat.driver.tap("Take this record along");
    seat.driver.scroll_to("Passphrase");
    seat.driver.type_in("Passphrase", "three quiet words");
    seat.driver.tap("Make the file");
    seat.driver.frames(6);
    REQUIRE(seat.driver.sees("Write this code down now. It is not shown again."));
    code = along.ade->take.code();
    CHECK(seat.driver.sees(code));
    seat.driver.tap("I have written it down");
    CHECK_FALSE(seat.driver.sees(code));
  }
  AppUnderTest mo;
  mo.drives.push_back(along.stick);
  Seat seat{mo};
  seat.driver.tap("I was here before, elsewhere");
  seat.driver.tap("I have my record in a file");
  seat.driver.type_in("The code of the file", code);
  seat.driver.key(ImGuiKey_Tab);
  seat.driver.type("mine");
  seat.driver.key(ImGuiKey_Tab);
  REQUIRE(seat.driver.focused() == "Passphrase");
  seat.driver.type("my own words");
  seat.driver.key(ImGuiKey_Enter);
  seat.driver.frames(6);
  REQUIRE(seat.driver.sees("Your recovery code"));
  seat.driver.tap("Not now");
  CHECK(seat.driver.sees("We had tea by the market."));
}

TEST_CASE("Pictures.Take", "[view][pictures]") {
  TakenAlong along;
  take_pictures("take", along.ade);
}

TEST_CASE("Pictures.TakeMade", "[view][pictures]") {
  TakenAlong along;
  along.take();
  take_pictures("take-made", along.ade);
}

TEST_CASE("Pictures.Receive", "[view][pictures]") {
  TakenAlong along;
  along.take();
  AppUnderTest bea;
  bea.drives.push_back(along.stick);
  bea.start("bea", "another passphrase");
  bea->receive.open();
  bea.settle();
  bea->receive.code = "0G7KP 0G7KP";
  bea->receive.receive();
  bea.settle();
  take_pictures("receive", bea);
}

TEST_CASE("Pictures.Received", "[view][pictures]") {
  TakenAlong along;
  const std::string code = along.take();
  AppUnderTest bea;
  bea.drives.push_back(along.stick);
  bea.start("bea", "another passphrase");
  bea->receive.open();
  bea.settle();
  bea->receive.code = code;
  bea->receive.receive();
  bea.settle();
  take_pictures("received", bea);
}

TEST_CASE("Pictures.ReceiveAsANewVault", "[view][pictures]") {
  TakenAlong along;
  along.take();
  AppUnderTest mo;
  mo.drives.push_back(along.stick);
  mo->start.arrive();
  mo->receive.open();
  mo.settle();
  take_pictures("receive-new", mo);
}

TEST_CASE("Pictures.Arrive", "[view][pictures]") {
  AppUnderTest mo;
  mo->start.arrive();
  take_pictures("arrive", mo);
}

}  // namespace
}  // namespace alongside
