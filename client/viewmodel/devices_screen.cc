#include "client/viewmodel/devices_screen.h"

#include "client/store/remove_device.h"
#include "client/store/status.h"
#include "client/viewmodel/typed_secret.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

DeviceCard card_of(const OwnDevice& device, TimeMs now) {
  DeviceCard card;
  card.device = device.device;
  card.can_remove = !device.is_this && !device.is_removed;
  card.name = phrase(device.is_this ? "devices.this" : "devices.other")
                  .with("id", device.device.hex().substr(0, 4));
  if (device.is_removed) card.lines.push_back(phrase("devices.removed"));
  if (device.first_ms == 0) {
    if (!device.is_this) card.lines.push_back(phrase("devices.nothing_known"));
  } else {
    card.lines.push_back(phrase("devices.since").with("when", when_in_words(device.first_ms, now)));
    card.lines.push_back(
        phrase("devices.newest").with("when", when_in_words(device.newest_ms, now)));
  }
  if (device.is_removed && device.sections == 0) {
    card.lines.push_back(phrase("devices.reads_nothing_new"));
  } else if (device.people > 0) {
    card.lines.push_back(phrase("devices.reads", static_cast<std::int64_t>(device.people)));
  }
  return card;
}

}  // namespace

DevicesScreen::DevicesScreen(Session& session) : session_(session) {
  passphrase.reserve(kRoomForSecret);
}

DevicesScreen::~DevicesScreen() { forget(passphrase); }

void DevicesScreen::open() {
  session_.clear_notice();
  session_.go(Place::devices);
}

void DevicesScreen::ask_to_remove(const DeviceCard& device) {
  session_.later([this, device] {
    trouble_.reset();
    asked_device_ = device.device;
    asked_ = device.name;
    session_.clear_notice();
    session_.go(Place::remove_device);
  });
}

void DevicesScreen::remove() {
  trouble_.reset();
  is_working_ = true;
  session_.later([this] {
    session_.later([this] {
      is_working_ = false;
      remove_now();
    });
  });
}

void DevicesScreen::remove_now() {
  Vault& vault = session_.vault();
  const auto roots_key = unlock_roots(vault, session_.vault_name(), view_of(passphrase));
  if (!roots_key) {
    trouble_ = phrase("recovery.wrong_passphrase");
    return;
  }
  const auto removed = remove_device(vault, asked_device_, *roots_key);
  if (!removed) {
    trouble_ =
        phrase(removed.error().code == ErrorCode::too_large ? "devices.full" : "devices.failed");
    return;
  }
  forget_typed();
  session_.go_back();
  session_.tell(phrase("devices.was_removed"));
}

void DevicesScreen::do_not_remove() {
  session_.later([this] {
    forget_typed();
    session_.go_back();
  });
}

void DevicesScreen::forget_typed() {
  forget(passphrase);
  session_.typed_secret_is_done();
}

void DevicesScreen::refresh() {
  Vault& vault = session_.vault();
  can_add_ = status(vault).has_server;
  devices_.clear();
  for (const OwnDevice& device : own_devices(vault)) {
    devices_.push_back(card_of(device, vault.now_ms()));
  }
}

}  // namespace alongside
