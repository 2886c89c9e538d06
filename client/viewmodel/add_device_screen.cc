#include "client/viewmodel/add_device_screen.h"

#include "client/store/status.h"
#include "client/sync/enrol.h"
#include "client/viewmodel/typed_secret.h"
#include "shared/base/plant.h"

namespace alongside {

Phrase pairing_trouble(const Error& why, bool said_no) {
  if (said_no) return phrase("pair.not_the_same");
  switch (why.code) {
    case ErrorCode::unavailable:
      return phrase("pair.no_answer");
    case ErrorCode::unknown_version:
      return phrase("pair.newer");
    case ErrorCode::usage:
      return phrase("pair.not_a_text");
    case ErrorCode::not_found:
      return phrase("pair.no_server");
    case ErrorCode::too_large:
      return phrase("devices.full");
    default:
      return phrase("pair.ended");
  }
}

AddDeviceScreen::AddDeviceScreen(Session& session) : session_(session) {
  passphrase.reserve(kRoomForSecret);
}

AddDeviceScreen::~AddDeviceScreen() { forget(passphrase); }

AddDeviceScreen::Step AddDeviceScreen::step() const {
  if (is_unlocking_) return Step::waiting;
  if (!talk_) return Step::passphrase;
  if (state_.asks) return Step::digits;
  if (has_left_) return Step::waiting;
  if (!state_.digits.empty()) return Step::finishing;
  return state_.text.empty() ? Step::waiting : Step::text;
}

void AddDeviceScreen::open() { show(std::nullopt); }

void AddDeviceScreen::open_for(const SpaceId& person) { show(person); }

void AddDeviceScreen::show(const JoinsAs& person) {
  session_.later([this, person] {
    person_ = person;
    trouble_.reset();
    session_.clear_notice();
    session_.go(Place::add_device);
  });
}

void AddDeviceScreen::begin() {
  if (talk_) return;
  trouble_.reset();
  is_unlocking_ = true;
  session_.later([this] {
    session_.later([this] {
      is_unlocking_ = false;
      start_talk();
    });
  });
}

void AddDeviceScreen::start_talk() {
  Vault& vault = session_.vault();
  const auto server = home(vault);
  if (!server) {
    trouble_ = phrase("pair.no_server");
    return;
  }
  const auto roots_key = unlock_roots(vault, session_.vault_name(), view_of(passphrase));
  if (!roots_key) {
    trouble_ = phrase("recovery.wrong_passphrase");
    return;
  }
  forget(passphrase);
  session_.typed_secret_is_done();
  on_begin();
  said_no_ = has_left_ = false;
  state_ = {};
  outcome_ = std::make_shared<Outcome>();
  if (!PLANT(the_whole_vault_is_handed_over)) outcome_->person = person_;
  const std::shared_ptr<Vault> own = vault.second_connection();
  talk_ = std::make_unique<TalkThread>(
      TalkThread::Means{session_.means().connect, session_.means().wake_up, session_.means().pause},
      [own, key = *roots_key, endpoint = endpoint_of(*server),
       outcome = outcome_](const TalkThread::Line& line) {
        const std::unique_ptr<Transport> transport = line.connect(endpoint);
        outcome->joined = let_join(*own, key, *transport, line.screen, outcome->person);
      });
}

void AddDeviceScreen::answer(bool is_same) {
  said_no_ = !is_same;
  if (talk_) talk_->answer(is_same || PLANT(a_no_counts_as_yes));
}

void AddDeviceScreen::leave() {
  session_.later([this] {
    forget(passphrase);
    session_.typed_secret_is_done();
    has_left_ = true;
    if (talk_ && !PLANT(a_left_pairing_goes_on)) talk_->stop();
    session_.go_back();
  });
}

void AddDeviceScreen::break_off() {
  if (!talk_) return;
  talk_.reset();
  state_ = {};
  squares_ = {};
}

bool AddDeviceScreen::look() {
  if (!talk_) return false;
  const std::string before = state_.text;
  state_ = talk_->state();
  if (state_.text != before) squares_ = state_.text.empty() ? QrSquares{} : qr_squares(state_.text);
  if (!state_.is_over) return false;
  conclude();
  return true;
}

void AddDeviceScreen::conclude() {
  const bool disk_failed = state_.disk_failed;
  break_off();
  on_over();
  if (disk_failed) {
    trouble_ = phrase("trouble.disk");
  } else if (!*outcome_->joined) {
    trouble_ = pairing_trouble(outcome_->joined->error(), said_no_);
  } else {
    tell_that_it_joined();
  }
  if (has_left_ && trouble_) trouble_.reset();
}

void AddDeviceScreen::tell_that_it_joined() {
  const bool has_all = (*outcome_->joined)->has_all;
  if (session_.place() == Place::add_device) session_.go_back();
  if (!outcome_->person) {
    session_.tell(phrase(has_all ? "pair.added" : "pair.added_in_part"));
    return;
  }
  if (session_.place() == Place::hand_over) session_.go_back();
  session_.tell_at_top(phrase(has_all ? "hand.done" : "hand.done_in_part"));
}

}  // namespace alongside
