#pragma once

#include <deque>
#include <optional>
#include <set>

#include "shared/pairing/keys.h"

namespace alongside {

// Where one of the two devices stands.
enum class PairingState : std::uint8_t {
  waiting,    // for the other device; there is nothing to compare yet
  comparing,  // digits() are shown; the human at this screen has not said yes
  confirmed,  // yes was said here; it is the other device's turn
  agreed,     // host: yes was said at both; the kit is due
  giving,     // host: the kit is given; the guest has not said that it is durable there
  received,   // guest: the whole kit is here; nobody has said that it is durable
  done,       // both have it; nothing more is said or heard
  ended,      // for good, without success; why() says more
};

// Why a pairing ended without success.
enum class PairingEnd : std::uint8_t {
  stopped_here,
  stopped_there,  // or by whoever else knows the text
  disturbed,      // something came that the other device does not say here: somebody may be between
  newer_app,      // the other device says something that only a newer app understands
};

// What both sides of a pairing have in common (docs/spec/pairing.md): PairingHost and PairingGuest
// are the two. No I/O and no clock: payloads of kind `pairing` in and out, a function of what comes
// and of the random bytes. Nothing of it is kept: a crash ends the attempt, and another needs a
// fresh text. One who ended says so to the other and never goes on; a text is not used twice.
class PairingSide {
 public:
  PairingSide(const PairingSide&) = delete;
  PairingSide& operator=(const PairingSide&) = delete;
  virtual ~PairingSide() = default;

  // Takes the next payload from the pairing stream, whoever put it there. What was said or heard
  // already and what comes after the end is passed over; what does not belong ends the pairing.
  void take(View message);

  // The next payload to put into the stream, in this order, if there is one. When this side ends,
  // what was not asked for yet is forgotten.
  std::optional<Bytes> to_send();

  PairingState state() const { return state_; }
  bool is_over() const { return state_ == PairingState::done || state_ == PairingState::ended; }
  std::optional<PairingEnd> why() const { return why_; }  // exactly when it ended

  // "123 456" from `comparing` on; before that and after the end empty.
  const std::string& digits() const { return digits_; }

  // The human here says no, or goes away. Nothing where it is over already.
  void stop();

 protected:
  explicit PairingSide(const PairingSecret& secret) : secret_(secret) {}

  // Takes a message that is neither a repeat nor `stopped`; `id` is its pairing_message_id.
  virtual void hear(const PairingMessage& message, View bytes, const Hash& id) = 0;
  // Drops every key of this pairing, because it is over.
  virtual void forget() = 0;

  void say(Bytes message);
  void go_to(PairingState state) { state_ = state; }
  void show(const PairingTranscript& transcript);  // digits; from now on comparing
  void end(PairingEnd why);                        // and tells the other
  void finish();                                   // with success
  const PairingSecret& secret() const { return secret_; }

 private:
  void leave(PairingEnd why);

  PairingSecret secret_;
  PairingState state_ = PairingState::waiting;
  std::optional<PairingEnd> why_;
  std::string digits_;
  std::deque<Bytes> outbox_;
  std::set<Hash> known_;  // said or heard
};

}  // namespace alongside
