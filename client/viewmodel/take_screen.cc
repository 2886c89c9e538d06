#include "client/viewmodel/take_screen.h"

#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/typed_code.h"
#include "client/viewmodel/typed_secret.h"
#include "shared/base/plant.h"

namespace alongside {

TakeScreen::TakeScreen(Session& session) : place(session), session_(session) {
  passphrase.reserve(kRoomForSecret);
}

TakeScreen::~TakeScreen() {
  forget(passphrase);
  forget(code_);
}

void TakeScreen::open(FileFor what) {
  session_.later([this, what] {
    const auto person = person_of(session_.vault(), *session_.person);
    if (!person) return;
    name_ = name_of_space(session_.vault(), person->space);
    is_mine_ = person->is_me;
    what_ = what;
    trouble_.reset();
    place.look();
    session_.clear_notice();
    session_.go(Place::take);
  });
}

void TakeScreen::make() {
  trouble_.reset();
  is_working_ = true;
  session_.later([this] {
    session_.later([this] {
      is_working_ = false;
      take();
    });
  });
}

void TakeScreen::take() {
  Vault& vault = session_.vault();
  const auto file = place.new_file("record");
  if (!file) {
    trouble_ = place.trouble();
    return;
  }
  const auto roots_key = unlock_roots(vault, session_.vault_name(), view_of(passphrase));
  if (!roots_key) {
    trouble_ = phrase("recovery.wrong_passphrase");
    return;
  }
  auto taken = take_record(vault, *session_.person, *roots_key, *file, what_);
  if (!taken) {
    place.say_not_written(taken.error());
    trouble_ = place.trouble();
    return;
  }
  forget(passphrase);
  session_.typed_secret_is_done();
  code_ = code_in_groups(taken->code);
  forget(taken->code);
}

void TakeScreen::done() {
  session_.later([this] {
    forget_all();
    session_.tell_at_top(hands_over() ? phrase("hand.file_made") : saved_in());
    session_.go_back();
    if (session_.place() == Place::hand_over) session_.go_back();
  });
}

void TakeScreen::leave() {
  session_.later([this] {
    forget_all();
    session_.clear_notice();
    session_.go_back();
  });
}

void TakeScreen::forget_all() {
  forget(passphrase);
  if (!PLANT(the_code_of_a_file_stays)) forget(code_);
  session_.typed_secret_is_done();
}

}  // namespace alongside
