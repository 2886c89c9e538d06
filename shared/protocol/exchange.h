#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/protocol/messages.h"

namespace alongside {

// The client's side of syncing, without any I/O: it is asked for the next request, handed the
// answer's bytes, and keeps nothing that must survive; what must, it tells its Replica in calls
// that each are one durable transaction. The same code runs in the programs, in the server's tests
// and in the simulator (docs/spec/sync.md).

// One stream this device follows, as its store knows it.
struct Followed {
  std::int64_t number = 0;  // the replica's own number for the stream
  Address address;
  Capability read;
  std::uint64_t count = 0;  // blobs held, in the server's order
  Hash head;                // over exactly those
};

// One sealed blob to be sent, stored before this is asked for, the same bytes each time.
struct Outgoing {
  std::int64_t number = 0;  // the replica's own number for the blob
  std::int64_t stream = 0;
  Push push;
};

// What arrived for one stream, to be appended at position `first` in this order.
struct Arrived {
  std::int64_t stream = 0;
  std::uint64_t first = 0;
  std::vector<Bytes> blobs;    // an empty one stands for `own` at the same place
  std::vector<std::int64_t> own;  // numbers of this device's own outgoing blobs, 0 where it is none
};

struct Receipt {
  std::int64_t blob = 0;
  Signature signature;
};

// One answer, checked: apply all of it in one transaction, positions included.
struct Applied {
  std::vector<Receipt> receipts;
  std::vector<Arrived> arrived;
  struct Ended {
    std::int64_t stream = 0;
    StreamState state = StreamState::closed;
    Capability proof;  // C or D, checked against the stream's hashes by the replica
  };
  std::vector<Ended> ended;
  struct Refused {
    std::int64_t blob = 0;
    PushStatus status = PushStatus::denied;
    std::optional<Capability> proof;
  };
  std::vector<Refused> refused;
  TimeMs server_time = 0;
  BootId boot;
};

// What the exchange asks of whoever stores blobs. It never sees what is inside them.
class Replica {
 public:
  virtual ~Replica() = default;
  // All streams to follow now, in ascending order of number.
  virtual std::vector<Followed> followed() = 0;
  // Blobs without a receipt, oldest first, at most about `max_bytes` of them (at least one, if any),
  // leaving out those in `except`.
  virtual std::vector<Outgoing> outgoing(std::size_t max_bytes,
                                         const std::vector<std::int64_t>& except) = 0;
  virtual void apply(const Applied& answer) = 0;
  // The blob hashes held of a stream, in order.
  virtual std::vector<Hash> hashes(std::int64_t stream) = 0;
  // A blob held at a place of a stream, to be sent once more; nothing if this device may not append
  // there or no longer has the bytes.
  virtual std::optional<Push> resend(std::int64_t stream, std::uint64_t index) = 0;
  // The server's order for a stream turned out to be another from place `keep` on: forget places
  // beyond it (not the blobs), they will be delivered again; `server` is the order it gave.
  virtual void reorder(std::int64_t stream, std::uint64_t keep) = 0;
};

enum class ExchangeState : std::uint8_t {
  asking,       // next() has a request
  done,         // everything sent, everything received
  turned_away,  // the server does not know this device's token, or disabled it
  failed,       // no connection, or something that is not our server answered; try again later
};

struct HttpRequest {
  std::string path;  // "/v1/sync" or "/v1/have"
  Bytes body;
};

struct ExchangeCounts {
  std::uint64_t requests = 0, bytes_up = 0, bytes_down = 0, sent = 0, received = 0, refused = 0;
  bool healed = false;  // the server had lost or reordered something, and it was mended
};

class Exchange {
 public:
  // `last_boot` is the boot id of the server's last answer, if any: on a new one, streams known as
  // closed are followed once more. `follow_known` is the hash of the follow list of the last finished
  // exchange, if the program still has it.
  struct Start {
    SigningPublic pin;
    std::optional<Hash> follow_known;
  };
  Exchange(Replica& replica, Random& random, Start start);

  ExchangeState state() const;
  // The next request. Requires: state() == asking.
  HttpRequest next();
  // The answer to it: its HTTP status and body. Never throws on foreign bytes; the replica's own
  // disk errors pass through.
  void answer(int status, View body);
  // There was no answer at all.
  void no_answer();

  const ExchangeCounts& counts() const;
  std::optional<Hash> follow_hash() const;  // to give to the next Start
  const std::string& reason() const;        // one plain sentence when not done

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

}  // namespace alongside
