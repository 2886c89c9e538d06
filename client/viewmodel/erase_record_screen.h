#pragma once

#include "client/viewmodel/session.h"

namespace alongside {

// Erases a whole record for good, after a wait in which it can be called off: one tap on the
// person's screen asks, another one on this screen, with the passphrase, begins the wait.
class EraseRecordScreen {
 public:
  explicit EraseRecordScreen(Session& session);
  ~EraseRecordScreen();
  EraseRecordScreen(const EraseRecordScreen&) = delete;

  const Phrase& name() const { return name_; }
  bool is_mine() const { return is_mine_; }
  // By whose time the wait goes: the server's, or this device's own where there is none.
  bool has_server() const { return has_server_; }
  // With whom any of it was ever shared, and who else keeps it; nothing: nobody.
  const std::optional<Phrase>& readers() const { return readers_; }
  // Whether the person, or this vault, has it on other devices, too.
  bool is_elsewhere() const { return is_elsewhere_; }
  // Changes of this device that no server has by now: they go, too.
  std::int64_t not_sent() const { return not_sent_; }
  std::string passphrase;
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open();
  // Begins the wait. Done after a frame that says so.
  void erase();
  bool is_working() const { return is_working_; }
  // Leaves the question; nothing has changed.
  void leave();
  // On the person's screen, while the wait lasts: it is not to be erased after all.
  void call_off();
  // Reads the vault again.
  void refresh();

 private:
  void ask_now();
  void forget_typed();

  Session& session_;
  Phrase name_;
  bool is_mine_ = false;
  bool has_server_ = false;
  bool is_elsewhere_ = false;
  std::int64_t not_sent_ = 0;
  std::optional<Phrase> readers_;
  bool is_working_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
