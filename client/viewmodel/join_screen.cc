#include "client/viewmodel/join_screen.h"

#include "client/store/people.h"
#include "client/viewmodel/add_device_screen.h"
#include "client/viewmodel/share_words.h"

namespace alongside {

JoinScreen::Step JoinScreen::step() const {
  if (!talk_) return Step::fields;
  if (state_.asks) return Step::digits;
  return state_.digits.empty() || has_left_ ? Step::waiting : Step::finishing;
}

void JoinScreen::open(From from) {
  session_.later([this, from] {
    from_ = from;
    trouble_.reset();
    session_.clear_notice();
    session_.go(Place::join);
  });
}

void JoinScreen::begin() {
  if (talk_) return;
  trouble_.reset();
  if (text.empty()) {
    trouble_ = phrase("pair.needs_text");
  } else if (!new_vault.is_filled()) {
    trouble_ = phrase("start.needs_both");
  } else {
    session_.later([this] { start_talk(); });
  }
}

// The talk has what was typed for itself, and overwrites it when it is over.
void JoinScreen::start_talk() {
  struct Typed {
    std::string text;
    NewVaultFields fields;
    ~Typed() { forget(text); }
  };
  const auto typed = std::make_shared<Typed>();
  typed->text = text;
  typed->fields.name = new_vault.name;
  typed->fields.passphrase = new_vault.passphrase;
  const NewVault how = typed->fields.vault(session_);
  name_ = how.name;
  const VaultMeans means{session_.means().clock, session_.means().random};
  said_no_ = has_left_ = false;
  state_ = {};
  outcome_ = std::make_shared<Outcome>();
  talk_ = std::make_unique<TalkThread>(
      TalkThread::Means{session_.means().connect, session_.means().wake_up, session_.means().pause},
      [typed, how, means, outcome = outcome_](const TalkThread::Line& line) {
        const auto free = check_new_vault(how, means.random);
        outcome->is_name_taken = !free.has_value();
        if (free) outcome->joined = join(how, typed->text, means, line.connect, line.screen);
      });
}

void JoinScreen::answer(bool is_same) {
  said_no_ = !is_same;
  if (talk_) talk_->answer(is_same);
}

void JoinScreen::leave() {
  session_.later([this] {
    forget(text);
    new_vault.empty();
    session_.typed_secret_is_done();
    trouble_.reset();
    has_left_ = true;
    if (talk_) talk_->stop();
    session_.go_back();
  });
}

bool JoinScreen::look() {
  if (!talk_) return false;
  state_ = talk_->state();
  if (!state_.is_over) return false;
  conclude();
  return true;
}

void JoinScreen::conclude() {
  const bool disk_failed = state_.disk_failed;
  talk_.reset();
  state_ = {};
  if (disk_failed) {
    trouble_ = phrase("trouble.disk");
  } else if (outcome_->is_name_taken) {
    trouble_ = phrase("start.name_taken");
  } else if (!*outcome_->joined) {
    trouble_ = pairing_trouble(outcome_->joined->error(), said_no_);
  } else {
    enter(std::move(**outcome_->joined));
  }
  if (has_left_) trouble_.reset();
  outcome_.reset();
}

// A vault that is open by now stays the one that is; the new one opens by its name later.
void JoinScreen::enter(Joined joined) {
  if (session_.is_open()) return;
  session_.open(std::move(joined.made.opened.vault), name_, std::move(joined.made.recovery_code));
  forget(text);
  new_vault.empty();
  session_.typed_secret_is_done();
  session_.start_at(Place::people);
  if (joined.is_handed_over) {
    show_my_record(joined);
  } else {
    session_.tell(phrase(joined.has_all ? "pair.joined" : "pair.joined_in_part"));
  }
  session_.go(Place::recovery);
}

void JoinScreen::show_my_record(const Joined& joined) {
  Vault& vault = session_.vault();
  session_.tell(phrase("hand.not_all_yet"));
  const auto record = space_name(vault.me(), SpaceKind::person);
  if (!person_of(vault, record)) return;
  session_.person = record;
  session_.go(Place::person);
  if (!joined.is_taken_over || !joined.coach) return;
  session_.tell(
      phrase("receive.is_yours_alone").with("who", contact_in_words(vault, *joined.coach)));
}

}  // namespace alongside
