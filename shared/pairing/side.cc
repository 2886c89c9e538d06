#include "shared/pairing/side.h"

namespace alongside {

void PairingSide::take(View message) {
  if (is_over()) return;
  const Hash id = pairing_message_id(message);
  if (known_.count(id) != 0) return;
  const auto decoded = decode_pairing_message(message);
  if (!decoded) {
    const bool is_newer = decoded.error().code == ErrorCode::unknown_version;
    return end(is_newer ? PairingEnd::newer_app : PairingEnd::disturbed);
  }
  if (std::holds_alternative<PairingUnknown>(*decoded)) return;
  if (std::holds_alternative<PairingStopped>(*decoded)) return leave(PairingEnd::stopped_there);
  known_.insert(id);
  hear(*decoded, message, id);
}

std::optional<Bytes> PairingSide::to_send() {
  if (outbox_.empty()) return std::nullopt;
  Bytes next = std::move(outbox_.front());
  outbox_.pop_front();
  return next;
}

void PairingSide::stop() {
  if (!is_over()) end(PairingEnd::stopped_here);
}

void PairingSide::say(Bytes message) {
  known_.insert(pairing_message_id(message));
  outbox_.push_back(std::move(message));
}

void PairingSide::show(const PairingTranscript& transcript) {
  digits_ = pairing_digits(transcript, secret_);
  state_ = PairingState::comparing;
}

void PairingSide::end(PairingEnd why) {
  leave(why);
  say(encode_pairing_message(PairingStopped{}));
}

void PairingSide::finish() {
  state_ = PairingState::done;
  forget();
}

void PairingSide::leave(PairingEnd why) {
  state_ = PairingState::ended;
  why_ = why;
  digits_.clear();
  outbox_.clear();
  forget();
}

}  // namespace alongside
