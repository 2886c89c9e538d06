#include "client/viewmodel/app.h"

#include <algorithm>
#include <utility>

#include "client/viewmodel/share_words.h"
#include "shared/base/plant.h"

namespace alongside {

App::App(WindowMeans means, Settings first)
    : session(std::move(means), std::move(first)),
      start(session),
      people(session),
      add_person(session),
      person(session),
      records(session),
      same_person(session),
      relationship(session),
      loose(session),
      write(session),
      versions(session),
      sharing(session),
      share(session),
      tray(session),
      ledger(session, share),
      recovery(session),
      settings(session),
      leave(session),
      take(session),
      receive(session),
      erase(session),
      devices(session),
      add_device(session),
      join(session),
      recover(session),
      hand_over(session, add_device, take),
      take_over(session),
      erase_record(session),
      locking(session) {
  wire();
}

void App::wire() {
  leave.on_closing = [this] {
    add_device.break_off();
    if (on_closing) on_closing();
  };
  add_device.on_begin = [this] {
    if (on_closing) on_closing();
  };
  add_device.on_over = [this] {
    if (session.is_open() && on_open) on_open(session.vault());
  };
  erase.on_erased = [this](const EntryName& entry) { write.forget(entry); };
  leave.on_closed = [this](bool is_gone) { locking.ask(is_gone ? Leaving::gone : Leaving::lock); };
}

void App::begin_after(Leaving leaving) {
  if (leaving == Leaving::hide) session.start_at(Place::hidden);
  if (leaving == Leaving::lock) start.say_before(phrase("start.locked"));
  if (leaving == Leaving::gone) start.say_before(phrase("start.gone"));
}

void App::go_back() {
  if (place() == Place::write) return write.leave();
  if (place() == Place::take) return take.leave();
  if (place() == Place::receive) return receive.leave();
  if (place() == Place::recovery) return recovery.later();
  if (place() == Place::remove_device) return devices.do_not_remove();
  if (place() == Place::add_device) return add_device.leave();
  if (place() == Place::join) return join.leave();
  if (place() == Place::recover) return recover.leave();
  if (place() == Place::take_over) return take_over.leave();
  if (place() == Place::erase_record) return erase_record.leave();
  session.later([this] {
    session.clear_notice();
    session.go_back();
  });
}

void App::set_reach(Reach reach) {
  if (reach == reach_) return;
  reach_ = reach;
  revision_ = -1;
}

// The page that says nothing is on the screen by now.
void App::end_sitting() {
  session.attempt([&] {
    if (session.is_open() && !PLANT(locking_drops_the_draft)) write.save_draft();
  });
  if (write.has_unsaved() && locking.can_be_told()) return locking.stay();
  left_ = locking.asked();
}

// Whether one is over, so that what is shown may have changed.
bool App::look_at_talks() {
  bool is_over = false;
  session.attempt([&] {
    is_over = add_device.look();
    is_over = join.look() || is_over;
    is_over = recover.look() || is_over;
  });
  return is_over;
}

void App::send_now() {
  if (on_saved) on_saved();
}

int App::tick(std::int64_t monotonic_ms) {
  const int idle_due = locking.look(monotonic_ms, is_something_open());
  if (locking.asked()) {
    if (locking.is_drawn()) end_sitting();
    return 0;
  }
  const bool is_over = look_at_talks();
  const bool acted = session.run() || is_over;
  int due = -1;
  session.attempt([&] {
    if (!session.is_open()) return;
    if (!std::exchange(was_open_, true) && on_open) on_open(session.vault());
    due = write.save_draft_if_due(monotonic_ms);
    const std::int64_t revision = session.vault().revision();
    const bool is_other = refreshed_for_ != std::pair(place(), session.person);
    if (acted || revision != revision_ || is_other) refresh();
    revision_ = revision;
  });
  if (acted || due < 0) due = acted ? 0 : idle_due;
  return idle_due < 0 ? due : std::min(due, idle_due);
}

// Those about the vault and this device.
void App::refresh_own_screen() {
  switch (place()) {
    case Place::leave_device:
    case Place::save_unsent:
      leave.refresh();
      break;
    case Place::devices:
      devices.refresh();
      break;
    case Place::recovery:
      recovery.refresh();
      break;
    case Place::settings:
      settings.refresh();
      break;
    default:
      break;
  }
}

void App::refresh_screen() {
  switch (place()) {
    case Place::people:
      people.refresh();
      break;
    case Place::person:
      person.refresh();
      break;
    case Place::records:
      records.refresh();
      break;
    case Place::same_person:
      same_person.refresh();
      break;
    case Place::relationship:
      relationship.refresh();
      break;
    case Place::loose:
      loose.refresh();
      break;
    case Place::versions:
      versions.refresh();
      break;
    case Place::sharing:
      sharing.refresh();
      break;
    case Place::share:
    case Place::share_check:
      share.refresh();
      break;
    case Place::tray:
      tray.refresh();
      break;
    case Place::ledger:
      ledger.refresh();
      break;
    case Place::erased:
      erase.refresh();
      break;
    case Place::hand_over:
      hand_over.refresh();
      break;
    case Place::take_over:
      take_over.refresh();
      break;
    case Place::erase_record:
      erase_record.refresh();
      break;
    default:
      refresh_own_screen();
  }
}

// A record may be erased whole while it is on the screen: no screen keeps its words.
void App::leave_what_is_gone() {
  const bool is_editor_empty = write.forget_what_is_gone() && place() == Place::write;
  const bool is_gone = session.person && session.has_gone_to(Place::person) &&
                       !person_of(session.vault(), *session.person);
  if (!is_editor_empty && !is_gone) return;
  session.start_at(Place::people);
  session.tell(phrase("erase_all.is_gone"));
}

void App::refresh() {
  leave_what_is_gone();
  refreshed_for_ = std::pair(place(), session.person);
  refresh_screen();
  const VaultStatus now = status(session.vault());
  is_backed_up_ = now.backed_up;
  state_ = state_line(now, reach_);
  const std::int64_t to_send = now.saved + now.messages_waiting_to_go;
  if (to_send > to_send_ && to_send_ >= 0 && on_saved) on_saved();
  to_send_ = to_send;
}

}  // namespace alongside
