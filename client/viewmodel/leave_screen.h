#pragma once

#include <functional>

#include "client/store/leave.h"
#include "client/viewmodel/session.h"

namespace alongside {

// Takes the open vault off this device, after saying what would be lost and having its name typed.
class LeaveScreen {
 public:
  explicit LeaveScreen(Session& session) : session_(session) {}

  std::string typed_name;

  // What is only here, a line each; empty: nothing.
  const std::vector<Phrase>& not_sent() const { return not_sent_; }
  bool has_server() const { return has_server_; }
  bool is_backed_up() const { return is_backed_up_; }
  // Why it was not done; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open();
  void open_recovery() { session_.go(Place::recovery); }
  // Wipes the vault, if the name is right. Done after the frame.
  void leave();

  // Called right before the vault is wiped.
  std::function<void()> on_closing;
  // Called once no vault is open any more: whether it is gone.
  std::function<void(bool is_gone)> on_closed;

  // Reads the vault again.
  void refresh();

 private:
  void wipe();

  Session& session_;
  std::vector<Phrase> not_sent_;
  bool has_server_ = false;
  bool is_backed_up_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
