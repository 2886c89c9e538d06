#pragma once

#include <functional>
#include <string>

#include "client/sync/pairing_stream.h"
#include "client/sync/transport.h"
#include "shared/pairing/side.h"

namespace alongside {

// What a pairing asks of whoever sits before the screen, and of the machine.
struct PairingScreen {
  // The text for the new device. Only the device that is there shows one.
  std::function<void(const std::string& text)> show_text;
  // "123 456", and what the identity calls itself: do both screens show the same? False: no.
  std::function<Result<bool>(const std::string& digits, const std::string& whose)> is_same;
  std::function<void(std::int64_t ms)> pause;
};

// Carries what one side says and hears over the pairing stream, by ordinary sync requests.
class PairingTalk {
 public:
  struct Way {
    Transport& transport;
    SigningPublic server_key;
    Random& random;
  };
  // What it is given outlives the talk.
  PairingTalk(PairingSide& side, PairingStream& stream, const Way& way,
              const PairingScreen& screen);

  // Goes on until `is_enough` and all that was said is sent. With longer and longer pauses, up to
  // ten minutes in which nothing new is heard. Errors: unavailable (no signal, or nobody said
  // anything for so long), refused (the server does not take part; the side has ended, with the
  // reason in plain words).
  Result<bool> until(const std::function<bool()>& is_enough);
  // The same for the end of the talk, where the side may be over: what it said last and a drop
  // still go, if there is a signal.
  void say_last_words();

 private:
  Result<bool> exchange();
  void hear();
  void say();

  PairingSide& side_;
  PairingStream& stream_;
  Way way_;
  const PairingScreen& screen_;
  bool has_heard_ = false;
};

// Why a pairing ended without success, in plain words. Requires: it did.
Error pairing_end(const PairingSide& side);

}  // namespace alongside
