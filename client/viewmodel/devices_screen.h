#pragma once

#include "client/store/device_list.h"
#include "client/viewmodel/session.h"

namespace alongside {

// One of the person's own devices, as it is shown.
struct DeviceCard {
  DeviceId device;
  Phrase name;                // "This device", "Device 1a2b"
  std::vector<Phrase> lines;  // since when, last known of, what it can read
  bool can_remove = false;
};

// The person's own devices. Removing one asks first, on a screen of its own, and for the
// passphrase.
class DevicesScreen {
 public:
  explicit DevicesScreen(Session& session);
  ~DevicesScreen();
  DevicesScreen(const DevicesScreen&) = delete;

  const std::vector<DeviceCard>& devices() const { return devices_; }
  // Whether two devices could meet: there is a server.
  bool can_add() const { return can_add_; }

  void open();
  void ask_to_remove(const DeviceCard& device);
  const Phrase& asked() const { return asked_; }
  std::string passphrase;
  // Removes the one that was asked about. Done after a frame that says so.
  void remove();
  bool is_working() const { return is_working_; }
  const std::optional<Phrase>& trouble() const { return trouble_; }
  // Leaves the question; nothing has changed.
  void do_not_remove();

  void refresh();

 private:
  void remove_now();
  void forget_typed();

  Session& session_;
  std::vector<DeviceCard> devices_;
  bool can_add_ = false;
  bool is_working_ = false;
  DeviceId asked_device_;
  Phrase asked_;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
