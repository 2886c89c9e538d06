#include "client/viewmodel/devices_screen.h"

#include "tests/client/driver/meeting.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

void add_tablet(Meeting& at) {
  at.show_digits();
  at.ade->add_device.answer(true);
  at.tablet->join.answer(true);
  at.until([&] {
    return at.tablet->session.is_open() &&
           at.ade->add_device.step() == AddDeviceScreen::Step::passphrase;
  });
  at.ade->session.start_at(Place::people);
  at.ade->devices.open();
  at.ade.settle();
}

TEST_CASE("DevicesScreen.ThisDeviceComesFirstAndCannotBeRemovedHere", "[view]") {
  AppUnderTest app;
  app.start();
  app->devices.open();
  app.settle();
  REQUIRE(app->devices.devices().size() == 1);
  CHECK(app->devices.devices()[0].name.key == "devices.this");
  CHECK_FALSE(app->devices.devices()[0].can_remove);
  CHECK_FALSE(app->devices.can_add());
}

TEST_CASE("DevicesScreen.RemovingAsksForThePassphraseAndIsForGood", "[view]") {
  Meeting at;
  add_tablet(at);
  REQUIRE(at.ade->devices.devices().size() == 2);
  const DeviceCard tablet = at.ade->devices.devices()[1];
  REQUIRE(tablet.can_remove);
  at.ade->devices.ask_to_remove(tablet);
  at.ade.settle();
  REQUIRE(at.ade->place() == Place::remove_device);
  at.ade->devices.passphrase = "other words";
  at.ade->devices.remove();
  at.ade.settle();
  CHECK(at.ade->devices.trouble()->key == "recovery.wrong_passphrase");
  at.ade->devices.passphrase = "three quiet words";
  at.ade->devices.remove();
  at.ade.settle();
  CHECK(at.ade->place() == Place::devices);
  CHECK(at.ade->session.notice()->words.key == "devices.was_removed");
  CHECK(says(at.ade->devices.devices()[1].lines, "devices.removed"));
  CHECK_FALSE(at.ade->devices.devices()[1].can_remove);
  CHECK(at.ade->devices.passphrase.empty());
}

TEST_CASE("DevicesScreen.NotRemovingChangesNothing", "[view]") {
  Meeting at;
  add_tablet(at);
  at.ade->devices.ask_to_remove(at.ade->devices.devices().at(1));
  at.ade.settle();
  at.ade->devices.passphrase = "three quiet words";
  at.ade->go_back();
  at.ade.settle();
  CHECK(at.ade->place() == Place::devices);
  CHECK(at.ade->devices.devices()[1].can_remove);
  CHECK(at.ade->devices.passphrase.empty());
}

}  // namespace
}  // namespace alongside
