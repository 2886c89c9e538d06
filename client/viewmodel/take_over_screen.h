#pragma once

#include "client/viewmodel/session.h"

namespace alongside {

// "Keep my record myself", where others keep it, too: from then on this device alone speaks for the
// person. One tap asks, another one on this screen, with the passphrase, does it.
class TakeOverScreen {
 public:
  explicit TakeOverScreen(Session& session);
  ~TakeOverScreen();
  TakeOverScreen(const TakeOverScreen&) = delete;

  // Who keeps it, too.
  const std::vector<Phrase>& holders() const { return holders_; }
  // Whether other devices of the person's own have to join again.
  bool ends_own_devices() const { return ends_own_devices_; }
  std::string passphrase;
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open();
  // Done after a frame that says so.
  void take_over();
  bool is_working() const { return is_working_; }
  // Leaves the question; nothing has changed.
  void leave();
  // Reads the vault again.
  void refresh();

 private:
  void take_over_now();
  void forget_typed();

  Session& session_;
  std::vector<Phrase> holders_;
  bool ends_own_devices_ = false;
  bool is_working_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
