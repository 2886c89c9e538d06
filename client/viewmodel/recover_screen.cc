#include "client/viewmodel/recover_screen.h"

#include <algorithm>

#include "client/store/people.h"
#include "client/viewmodel/typed_code.h"
#include "shared/protocol/messages.h"

namespace alongside {
namespace {

constexpr std::string_view kPlain = "http://";

std::string without_spaces(std::string typed) {
  typed.erase(std::remove_if(typed.begin(), typed.end(),
                             [](char letter) { return letter == ' ' || letter == '\t'; }),
              typed.end());
  return typed;
}

// 64 digits, with spaces between them as one likes.
std::optional<Hash> typed_hash(const std::string& typed) {
  const auto bytes = from_hex(without_spaces(typed));
  if (!bytes) return std::nullopt;
  const auto hash = Hash::from(*bytes);
  return hash ? std::optional(*hash) : std::nullopt;
}

Phrase trouble_of(const Error& why) {
  switch (why.code) {
    case ErrorCode::unavailable:
      return phrase("recover.no_answer");
    case ErrorCode::not_found:
    case ErrorCode::refused:
      return phrase("recover.not_by_this");
    case ErrorCode::unknown_version:
      return phrase("start.newer");
    default:
      return phrase("recover.failed");
  }
}

}  // namespace

void RecoverScreen::open() {
  session_.later([this] {
    trouble_.reset();
    session_.clear_notice();
    session_.go(Place::recover);
  });
}

// An address without a scheme is that of a server with TLS. Plain http leads to this machine or a
// private network only (is_allowed_url).
tl::expected<RecoveryServer, Phrase> RecoverScreen::typed_server() const {
  RecoveryServer from;
  from.url = without_spaces(server);
  if (from.url.empty()) return tl::unexpected(phrase("recover.needs_server"));
  while (from.url.ends_with('/')) from.url.pop_back();
  if (from.url.find("://") == std::string::npos) from.url = "https://" + from.url;
  from.insecure_lan = from.url.starts_with(kPlain);
  if (!is_allowed_url(from.url, from.insecure_lan)) {
    return tl::unexpected(phrase("recover.not_an_address"));
  }
  if (!key.empty()) {
    const auto read = typed_hash(key);
    if (!read) return tl::unexpected(phrase("recover.not_a_key"));
    from.key = SigningPublic{read->bytes};
  }
  if (!certificate.empty()) {
    const auto read = typed_hash(certificate);
    if (!read) return tl::unexpected(phrase("recover.not_a_certificate"));
    from.certificate_pin = *read;
  }
  return from;
}

void RecoverScreen::begin() {
  if (talk_) return;
  trouble_.reset();
  const auto from = typed_server();
  if (!from) {
    trouble_ = from.error();
    return;
  }
  const auto secret = read_typed_code(code);
  if (!secret) {
    trouble_ = secret.error();
    return;
  }
  if (!new_vault.is_filled()) {
    trouble_ = phrase("start.needs_both");
    return;
  }
  session_.later([this, from = *from, secret = *secret] { start_talk(from, secret); });
}

// The talk has what was typed for itself, and overwrites it when it is over.
void RecoverScreen::start_talk(const RecoveryServer& from, const RecoverySecret& secret) {
  const auto fields = std::make_shared<NewVaultFields>();
  fields->name = new_vault.name;
  fields->passphrase = new_vault.passphrase;
  const NewVault how = fields->vault(session_);
  name_ = how.name;
  const VaultMeans means{session_.means().clock, session_.means().random};
  has_left_ = false;
  outcome_ = std::make_shared<Outcome>();
  talk_ = std::make_unique<TalkThread>(
      TalkThread::Means{session_.means().connect, session_.means().wake_up, session_.means().pause},
      [fields, how, means, from, secret, outcome = outcome_](const TalkThread::Line& line) {
        const auto free = check_new_vault(how, means.random);
        outcome->is_name_taken = !free.has_value();
        if (free) outcome->recovered = recover({how, secret, from}, means, line.connect);
      });
}

void RecoverScreen::leave() {
  session_.later([this] {
    forget_typed();
    trouble_.reset();
    has_left_ = true;
    if (talk_) talk_->stop();
    session_.go_back();
  });
}

bool RecoverScreen::look() {
  if (!talk_) return false;
  const TalkThread::State state = talk_->state();
  if (!state.is_over) return false;
  talk_.reset();
  if (state.disk_failed) {
    trouble_ = phrase("trouble.disk");
  } else {
    conclude();
  }
  if (has_left_) trouble_.reset();
  outcome_.reset();
  return true;
}

void RecoverScreen::conclude() {
  if (outcome_->is_name_taken) {
    trouble_ = phrase("start.name_taken");
  } else if (!*outcome_->recovered) {
    trouble_ = trouble_of(outcome_->recovered->error());
  } else {
    enter(std::move(**outcome_->recovered));
  }
}

// A vault that is open by now stays the one that is; the other one opens by its name later.
void RecoverScreen::enter(OpenedVault opened) {
  if (session_.is_open()) return;
  session_.open(std::move(opened.vault), name_, "");
  forget_typed();
  session_.start_at(Place::people);
  session_.tell(phrase("recover.done", static_cast<std::int64_t>(people(session_.vault()).size())));
}

void RecoverScreen::forget_typed() {
  forget(code);
  new_vault.empty();
  session_.typed_secret_is_done();
}

}  // namespace alongside
