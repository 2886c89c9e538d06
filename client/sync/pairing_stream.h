#pragma once

#include <deque>
#include <map>

#include "shared/pairing/text.h"
#include "shared/protocol/exchange.h"

namespace alongside {

// Which of the two devices that pair this is.
enum class PairingPart : std::uint8_t { host, guest };

// The stream over which two devices pair, as the exchange sees it: in memory alone, because one
// text is one attempt and nothing of it is kept (docs/spec/pairing.md).
class PairingStream final : public Replica {
 public:
  // `random` outlives this. The host's first word makes the stream at the server, and makes it let
  // the guest in.
  PairingStream(const PairingSecret& secret, PairingPart part, Random& random);

  // Seals a payload of kind `pairing`, to go with the next exchange.
  void say(View message);
  // The next payload that somebody else put there and that was not given yet.
  std::optional<Bytes> heard();
  // From the next exchange on, asks the server to forget the stream.
  void drop() { to_drop_ = true; }

  bool has_sent_all() const;
  // Whether it can be used no more, because somebody closed or dropped it.
  bool is_over() const { return state_ != StreamState::open; }
  // Whether the server does not take what is said: it is over, or there is no room.
  bool is_refused() const { return is_refused_; }
  bool waits_for_its_drop() const { return to_drop_ && state_ != StreamState::dropped; }

  std::vector<Followed> followed() override;
  std::vector<Outgoing> outgoing(std::size_t max_bytes,
                                 const std::vector<std::int64_t>& except) override;
  void apply(const Applied& answer) override;
  std::vector<Hash> hashes(std::int64_t stream) override;
  void reorder(std::int64_t stream, std::uint64_t keep) override;
  Endings endings() override;

 private:
  struct Blob {
    Bytes bytes;
    Hash hash;
    bool is_sent = false;  // it has a receipt or a place
  };
  std::int64_t number_of(View bytes);
  void take_in(View bytes);
  Hash head() const;
  Four four() const;

  StreamSecrets secrets_;
  PairingPart part_;
  Random& random_;
  Address address_;
  std::map<std::int64_t, Blob> blobs_;  // by a number from 1
  std::vector<std::int64_t> places_;    // of blobs, in the server's order
  std::deque<Bytes> heard_;
  StreamState state_ = StreamState::open;
  bool is_refused_ = false;
  bool to_drop_ = false;
};

}  // namespace alongside
