#include "client/viewmodel/take_over_screen.h"

#include "client/store/holding.h"
#include "client/store/take_over.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/typed_secret.h"
#include "shared/base/plant.h"

namespace alongside {

TakeOverScreen::TakeOverScreen(Session& session) : session_(session) {
  passphrase.reserve(kRoomForSecret);
}

TakeOverScreen::~TakeOverScreen() { forget(passphrase); }

void TakeOverScreen::open() {
  session_.later([this] {
    trouble_.reset();
    session_.clear_notice();
    session_.go(Place::take_over);
  });
}

void TakeOverScreen::take_over() {
  trouble_.reset();
  is_working_ = true;
  session_.later([this] {
    session_.later([this] {
      is_working_ = false;
      take_over_now();
    });
  });
}

void TakeOverScreen::take_over_now() {
  Vault& vault = session_.vault();
  const auto roots_key = unlock_roots(vault, session_.vault_name(), view_of(passphrase));
  if (!roots_key) {
    trouble_ = phrase("recovery.wrong_passphrase");
    return;
  }
  const auto done = alongside::take_over(vault, *roots_key);
  if (!done) {
    trouble_ = phrase(done.error().code == ErrorCode::too_large ? "devices.full" : "own.failed");
    return;
  }
  forget_typed();
  session_.go_back();
  session_.tell_at_top(phrase("own.done"));
}

void TakeOverScreen::leave() {
  if (PLANT(leaving_takes_over)) return take_over();
  session_.later([this] {
    forget_typed();
    session_.go_back();
  });
}

void TakeOverScreen::forget_typed() {
  forget(passphrase);
  session_.typed_secret_is_done();
}

void TakeOverScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const Holding holding = holding_of(vault, *session_.person);
  ends_own_devices_ = holding.is_with_person;
  holders_.clear();
  for (const RootId& holder : holding.holders) holders_.push_back(contact_in_words(vault, holder));
}

}  // namespace alongside
