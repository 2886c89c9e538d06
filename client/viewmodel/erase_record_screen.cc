#include "client/viewmodel/erase_record_screen.h"

#include "client/store/erase_record.h"
#include "client/store/holding.h"
#include "client/store/leave.h"
#include "client/store/status.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/typed_secret.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

std::int64_t not_sent_of(Vault& vault, const SpaceId& space) {
  for (const NotSent::InRecord& record : not_sent(vault).records) {
    if (record.space == space) return record.changes;
  }
  return 0;
}

}  // namespace

EraseRecordScreen::EraseRecordScreen(Session& session) : session_(session) {
  passphrase.reserve(kRoomForSecret);
}

EraseRecordScreen::~EraseRecordScreen() { forget(passphrase); }

void EraseRecordScreen::open() {
  session_.later([this] {
    trouble_.reset();
    session_.clear_notice();
    session_.go(Place::erase_record);
  });
}

void EraseRecordScreen::erase() {
  trouble_.reset();
  is_working_ = true;
  session_.later([this] {
    session_.later([this] {
      is_working_ = false;
      ask_now();
    });
  });
}

void EraseRecordScreen::ask_now() {
  Vault& vault = session_.vault();
  const auto roots_key = unlock_roots(vault, session_.vault_name(), view_of(passphrase));
  if (!roots_key) {
    trouble_ = phrase("recovery.wrong_passphrase");
    return;
  }
  const auto asked = ask_to_erase(vault, *session_.person, *roots_key);
  if (!asked) {
    const bool is_full = asked.error().code == ErrorCode::too_large;
    trouble_ = phrase(is_full ? "devices.full" : "erase_all.failed");
    return;
  }
  forget_typed();
  session_.go_back();
  session_.tell_at_top(phrase("erase_all.asked"));
}

void EraseRecordScreen::leave() {
  if (PLANT(not_erasing_erases)) return erase();
  session_.later([this] {
    forget_typed();
    session_.go_back();
  });
}

void EraseRecordScreen::call_off() {
  session_.later([this] {
    const auto done = call_off_erasing(session_.vault(), *session_.person);
    session_.tell_at_top(phrase(done ? "erase_all.called_off" : "erase_all.too_late"));
  });
}

void EraseRecordScreen::forget_typed() {
  forget(passphrase);
  session_.typed_secret_is_done();
}

void EraseRecordScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const auto person = person_of(vault, *session_.person);
  if (!person) return;
  name_ = name_of_space(vault, person->space);
  is_mine_ = person->is_me;
  has_server_ = status(vault).has_server;
  readers_ = who_ever_saw(vault, person->space);
  is_elsewhere_ = holding_of(vault, person->space).other_devices > 0;
  not_sent_ = not_sent_of(vault, person->space);
}

}  // namespace alongside
