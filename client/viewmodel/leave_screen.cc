#include "client/viewmodel/leave_screen.h"

#include "client/store/status.h"
#include "client/viewmodel/people_screen.h"

namespace alongside {

void LeaveScreen::open() {
  typed_name.clear();
  trouble_.reset();
  session_.clear_notice();
  session_.go(Place::leave_device);
}

void LeaveScreen::refresh() {
  Vault& vault = session_.vault();
  const NotSent found = alongside::not_sent(vault);
  not_sent_.clear();
  for (const NotSent::InRecord& record : found.records) {
    Phrase who = record.is_of_nobody ? phrase("leave.no_name") : name_of_space(vault, record.space);
    not_sent_.push_back(phrase("leave.changes", record.changes).with("who", std::move(who)));
  }
  if (found.messages > 0) not_sent_.push_back(phrase("leave.messages", found.messages));
  if (found.drafts > 0) not_sent_.push_back(phrase("leave.drafts", found.drafts));
  const VaultStatus now = status(vault);
  has_server_ = now.has_server;
  is_backed_up_ = now.backed_up;
}

void LeaveScreen::leave() {
  trouble_.reset();
  session_.later([this] {
    if (typed_name == session_.vault_name().name)
      wipe();
    else
      trouble_ = phrase("leave.other_name");
  });
}

// Where the disk fails on the way, no vault is open either.
void LeaveScreen::wipe() {
  on_closing();
  const VaultName name = session_.vault_name();
  struct Closed {
    const std::function<void(bool)>& say;
    bool is_gone = false;
    ~Closed() { say(is_gone); }
  } closed{on_closed};
  closed.is_gone = leave_device(session_.close(), name).has_value();
}

}  // namespace alongside
