#include "client/sync/pairing_talk.h"

#include <algorithm>

#include "client/sync/pace.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::int64_t kFirstPauseMs = 500;
constexpr std::int64_t kLastPauseMs = 4000;
constexpr std::int64_t kPatienceMs = 10 * 60 * 1000;
constexpr int kLastTries = 3;

constexpr const char* kAgain = " Begin again, with a new text.";

}  // namespace

Error pairing_end(const PairingSide& side) {
  MUST(side.why());
  switch (*side.why()) {
    case PairingEnd::stopped_here:
      return error(ErrorCode::refused,
                   std::string("This was stopped here. No device was added.") + kAgain);
    case PairingEnd::stopped_there:
      return error(ErrorCode::refused,
                   std::string("The other device stopped. No device was added.") + kAgain);
    case PairingEnd::newer_app:
      return error(ErrorCode::unknown_version,
                   "The other device has a newer Alongside. Update the app on this one first.");
    case PairingEnd::disturbed:
      break;
  }
  return error(ErrorCode::refused,
               std::string("Something came in between that the other device does not say; somebody "
                           "else may know the text. No device was added.") +
                   kAgain);
}

PairingTalk::PairingTalk(PairingSide& side, PairingStream& stream, const Way& way,
                         const PairingScreen& screen)
    : side_(side), stream_(stream), way_(way), screen_(screen) {}

Result<bool> PairingTalk::exchange() {
  say();
  Exchange exchange(stream_, way_.random, {way_.server_key, std::nullopt});
  std::string reason;
  while (exchange.state() == ExchangeState::asking) {
    const Result<HttpAnswer> answer = way_.transport.send(exchange.next());
    if (answer) {
      exchange.answer(answer->status, answer->body);
    } else {
      exchange.no_answer();
      reason = answer.error().message;
    }
  }
  if (exchange.state() == ExchangeState::turned_away) {
    return error(ErrorCode::refused, "The server does not let this device in.");
  }
  if (exchange.state() != ExchangeState::done) {
    return error(ErrorCode::unavailable, reason.empty() ? exchange.reason() : reason);
  }
  hear();
  return true;
}

void PairingTalk::hear() {
  while (const auto message = stream_.heard()) {
    side_.take(*message);
    has_heard_ = true;
  }
  say();
}

void PairingTalk::say() {
  while (const auto message = side_.to_send()) stream_.say(*message);
}

Result<bool> PairingTalk::until(const std::function<bool()>& is_enough) {
  SyncPace pace;
  std::int64_t waited = 0, pause = kFirstPauseMs;
  while (true) {
    has_heard_ = false;
    const Result<bool> done = exchange();
    if (!done && done.error().code != ErrorCode::unavailable) return done;
    // What was answered goes before anybody is asked: the other screen waits for it.
    if (done && is_enough() && stream_.has_sent_all()) return true;
    if (side_.state() == PairingState::ended) return pairing_end(side_);
    if (done && stream_.is_over()) {
      return error(ErrorCode::refused,
                   std::string("The other device, or somebody else who knows the "
                               "text, stopped. No device was added.") +
                       kAgain);
    }
    if (done && stream_.is_refused()) {
      return error(ErrorCode::refused, "The server has no room for two devices to meet just now.");
    }
    if (has_heard_) {
      waited = 0;
      pause = kFirstPauseMs;
      continue;
    }
    if (waited >= kPatienceMs) {
      if (!done) return done;
      return error(ErrorCode::unavailable,
                   std::string("The other device said nothing for ten minutes. No device was "
                               "added.") +
                       kAgain);
    }
    done ? pace.went_well() : pace.failed();
    const std::int64_t wait = done ? pause : pace.wait_ms(way_.random);
    screen_.pause(wait);
    waited += wait;
    pause = std::min(pause * 2, kLastPauseMs);
  }
}

void PairingTalk::say_last_words() {
  for (int i = 0; i < kLastTries; ++i) {
    if (exchange() && !stream_.waits_for_its_drop()) return;
    screen_.pause(kFirstPauseMs);
  }
}

}  // namespace alongside
