#pragma once

#include <functional>

#include "client/store/leave.h"
#include "client/store/status.h"
#include "client/viewmodel/save_place.h"

namespace alongside {

// Takes the open vault off this device, after saying what would be lost and having its name typed.
class LeaveScreen {
 public:
  explicit LeaveScreen(Session& session) : place(session), session_(session) {}

  std::string typed_name;

  // What is only here and in no file, a line each; empty: nothing.
  const std::vector<Phrase>& not_sent() const { return not_sent_; }
  // Whether any of that can go into a file: texts that are still being written cannot.
  bool can_save() const { return can_save_; }
  // Which file holds what was not sent, once it does; what is written after that is not in it.
  const std::optional<Phrase>& saved_in() const { return saved_in_; }
  bool has_server() const { return has_server_; }
  bool is_backed_up() const { return is_backed_up_; }
  // Why it was not done; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open();
  void open_recovery() { session_.go(Place::recovery); }
  // Puts what was not sent into a file: first it is asked where, then it is done after the frame.
  SavePlace place;
  void ask_where();
  void save();
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
  bool holds_all(const NotSent& found, const VaultStatus& now) const;

  Session& session_;
  std::vector<Phrase> not_sent_;
  bool can_save_ = false;
  std::optional<Phrase> saved_in_;
  std::int64_t saved_changes_ = 0;   // all there were when the file was made
  std::int64_t saved_messages_ = 0;  // those that waited then
  bool has_server_ = false;
  bool is_backed_up_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
