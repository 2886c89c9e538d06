#pragma once

#include "client/viewmodel/add_device_screen.h"
#include "client/viewmodel/take_screen.h"

namespace alongside {

// "Give them their record": what changes by it, and by which way. Nothing has changed by the end of
// this screen; each way asks for the passphrase on a screen of its own.
class HandOverScreen {
 public:
  HandOverScreen(Session& session, AddDeviceScreen& device, TakeScreen& file)
      : session_(session), device_(device), file_(file) {}

  const Phrase& name() const { return name_; }
  // Who reads any of it now, and goes on reading; nothing: nobody does.
  const std::optional<Phrase>& readers() const { return readers_; }
  // Whether two devices could meet: there is a server.
  bool can_meet() const { return can_meet_; }

  void open();
  void with_device();
  void with_file();
  // Reads the vault again.
  void refresh();

 private:
  Session& session_;
  AddDeviceScreen& device_;
  TakeScreen& file_;
  Phrase name_;
  std::optional<Phrase> readers_;
  bool can_meet_ = false;
};

}  // namespace alongside
