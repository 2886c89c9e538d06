#include "client/viewmodel/recovery_screen.h"

#include "client/store/status.h"
#include "client/viewmodel/typed_code.h"
#include "client/viewmodel/typed_secret.h"

namespace alongside {
namespace {

std::string in_fours(const std::string& digits) {
  std::string apart;
  for (std::size_t i = 0; i < digits.size(); i += 4) {
    apart += (i == 0 ? "" : " ") + digits.substr(i, 4);
  }
  return apart;
}

}  // namespace

RecoveryScreen::RecoveryScreen(Session& session) : session_(session) {
  passphrase.reserve(kRoomForSecret);
}

std::string RecoveryScreen::code_in_groups() const { return alongside::code_in_groups(code()); }

Phrase RecoveryScreen::asked() const {
  if (!group_) return phrase("recovery.type_all");
  return phrase(code().empty() ? "recovery.type_back_plain" : "recovery.type_back")
      .with("group", std::to_string(*group_));
}

void RecoveryScreen::refresh() {
  group_ = asked_code_group(session_.vault());
  sheet_.clear();
  const auto server = home(session_.vault());
  if (!server) {
    sheet_.push_back(phrase("recovery.no_server"));
    return;
  }
  sheet_.push_back(phrase("recovery.server").with("server", server->url));
  if (server->certificate_pin) {
    sheet_.push_back(
        phrase("recovery.certificate").with("digits", in_fours(to_hex(*server->certificate_pin))));
  }
}

void RecoveryScreen::open_new() {
  session_.clear_notice();
  session_.go(Place::recovery);
  ask_for_new();
}

void RecoveryScreen::check() {
  session_.later([this] {
    const auto fits = check_recovery_code(session_.vault(), session_.vault_name(), typed);
    if (!fits || !*fits) {
      trouble_ = phrase("recovery.does_not_fit");
      return;
    }
    mark_backed_up(session_.vault());
    session_.forget_recovery_code();
    session_.tell(phrase("recovery.done"));
    leave();
  });
}

void RecoveryScreen::later() {
  session_.later([this] { leave(); });
}

void RecoveryScreen::ask_for_new() {
  session_.later([this] {
    trouble_.reset();
    is_asking_for_new_ = true;
  });
}

void RecoveryScreen::make_new() {
  is_working_ = true;  // one frame is shown first that says so
  session_.later([this] {
    session_.later([this] {
      is_working_ = false;
      renew();
    });
  });
}

void RecoveryScreen::renew() {
  auto code = renew_recovery_code(session_.vault(), session_.vault_name(), view_of(passphrase));
  if (!code) {
    trouble_ = phrase(code.error().code == ErrorCode::wrong_passphrase ? "recovery.wrong_passphrase"
                                                                       : "start.damaged");
    return;
  }
  forget(passphrase);
  forget(typed);
  session_.typed_secret_is_done();
  trouble_.reset();
  is_asking_for_new_ = false;
  session_.forget_recovery_code();
  session_.set_recovery_code(std::move(*code));
}

void RecoveryScreen::leave() {
  forget(typed);
  forget(passphrase);
  session_.typed_secret_is_done();
  is_asking_for_new_ = false;
  trouble_.reset();
  session_.go_back();
}

}  // namespace alongside
