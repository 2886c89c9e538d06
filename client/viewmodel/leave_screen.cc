#include "client/viewmodel/leave_screen.h"

#include "client/store/exchange_file.h"
#include "client/viewmodel/people_screen.h"
#include "shared/base/plant.h"

namespace alongside {

void LeaveScreen::open() {
  typed_name.clear();
  trouble_.reset();
  saved_in_.reset();
  session_.clear_notice();
  session_.go(Place::leave_device);
}

void LeaveScreen::ask_where() {
  session_.later([this] {
    place.look();
    session_.clear_notice();
    session_.go(Place::save_unsent);
  });
}

void LeaveScreen::save() {
  session_.later([this] {
    const auto file = place.new_file("not-sent");
    if (!file) return;
    const auto written = write_exchange(session_.vault(), *file, std::nullopt);
    if (!written) return place.say_not_written(written.error());
    saved_changes_ = status(session_.vault()).saved;
    saved_messages_ = alongside::not_sent(session_.vault()).messages;
    saved_in_ = place.in_words();
    session_.go_back();
  });
}

// No more than what the file has.
bool LeaveScreen::holds_all(const NotSent& found, const VaultStatus& now) const {
  if (PLANT(a_file_of_before_counts)) return saved_in_.has_value();
  return saved_in_ && now.saved == saved_changes_ && found.messages <= saved_messages_;
}

void LeaveScreen::refresh() {
  Vault& vault = session_.vault();
  NotSent found = alongside::not_sent(vault);
  const VaultStatus now = status(vault);
  not_sent_.clear();
  if (!holds_all(found, now)) saved_in_.reset();
  if (saved_in_) {
    found.records.clear();
    found.messages = 0;
  }
  can_save_ = !found.records.empty() || found.messages > 0;
  for (const NotSent::InRecord& record : found.records) {
    Phrase who = record.is_of_nobody ? phrase("leave.no_name") : name_of_space(vault, record.space);
    not_sent_.push_back(phrase("leave.changes", record.changes).with("who", std::move(who)));
  }
  if (found.messages > 0) not_sent_.push_back(phrase("leave.messages", found.messages));
  if (found.drafts > 0) not_sent_.push_back(phrase("leave.drafts", found.drafts));
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
