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
  std::uint64_t count = 0;  // blobs held at places 0 … count-1, in the server's order
  Hash head;                // over exactly those
  // The four hashes, where known: what the server shows as proof of an end is then checked here.
  std::optional<Four> four;
};

// One sealed blob to be sent, stored before this is asked for, the same bytes each time.
struct Outgoing {
  std::int64_t number = 0;  // the replica's own number for the blob, not 0
  std::int64_t stream = 0;
  Push push;  // with `four` while this device holds no blob of the stream at a place
};

// What arrived for one stream, to be appended at place `first` (the stream's count) in this order.
// A blob that the replica already holds without a place gets this one: nothing is stored twice.
struct Arrived {
  std::int64_t stream = 0;
  std::uint64_t first = 0;
  std::vector<Bytes> blobs;       // an empty one stands for `own` at the same index
  std::vector<std::int64_t> own;  // numbers of outgoing blobs of this exchange, 0 where it is none
};

// The server's promise for one outgoing blob: durable there. For a blob of a followed stream it is
// handed over together with the blob's place, so that the digests of all later syncs vouch for it.
struct Receipt {
  std::int64_t blob = 0;
  Signature signature;
};

// One answer, checked: apply all of it in one transaction, places included.
struct Applied {
  std::vector<Receipt> receipts;
  std::vector<Arrived> arrived;
  struct Ended {
    std::int64_t stream = 0;
    StreamState state = StreamState::closed;
    Capability proof;  // C or D; fits Followed::four where that was given
  };
  std::vector<Ended> ended;
  struct Refused {
    std::int64_t blob = 0;
    PushStatus status = PushStatus::denied;
    std::optional<Capability> proof;
  };
  std::vector<Refused> refused;
  bool is_whole = false;  // nothing more of what was followed is to come
  TimeMs server_time = 0;
  // A boot id other than the last one: the server started anew and may stand on an old backup.
  // From now on followed() lists closed streams too until they were seen whole, outgoing() offers
  // inbox messages again, and endings() repeats its closes and drops.
  BootId boot;
};

// Streams this device's owner ends (docs/spec/http.md).
struct Endings {
  std::vector<CloseStream> close;
  std::vector<DropStream> drop;
};

// What the exchange asks of whoever stores blobs. It never sees what is inside them.
class Replica {
 public:
  virtual ~Replica() = default;
  // All streams to follow now, in ascending order of number.
  virtual std::vector<Followed> followed() = 0;
  // Blobs that have neither a receipt nor a place and that this device may append, whoever made
  // them: first those that lost their place in reorder(), in the order of the places they had (so
  // that the server gets its old order back), then the others, oldest first. About `max_bytes` of
  // them (at least one, if any), leaving out the numbers in `except` (ascending).
  virtual std::vector<Outgoing> outgoing(std::size_t max_bytes,
                                         const std::vector<std::int64_t>& except) = 0;
  // Called once for each checked answer, also when it brings nothing but time and boot.
  virtual void apply(const Applied& answer) = 0;
  // The blob hashes held at the places of a stream, in order.
  virtual std::vector<Hash> hashes(std::int64_t stream) = 0;
  // The server lost blobs of a stream, or has another order from place `keep` on: forget the places
  // from `keep` on and the receipts of the blobs there, not the blobs. What the server still has is
  // delivered again at its place there; what it has not is outgoing again, which is how the union
  // of all devices heals a server.
  virtual void reorder(std::int64_t stream, std::uint64_t keep) = 0;
  // What this device wants closed and dropped; each is asked of the server once in an exchange.
  virtual Endings endings() { return {}; }
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
  // `follow_known` is the hash of the follow list of the last finished exchange, if the program
  // still has it: the server then need not be told the list again.
  struct Start {
    SigningPublic pin;
    std::optional<Hash> follow_known;
  };
  // `replica` and `random` outlive the exchange. Asks the replica for what it follows.
  Exchange(Replica& replica, Random& random, Start start);

  ExchangeState state() const;
  // The next request. Requires: state() == asking, and that the one before it was answered.
  HttpRequest next();
  // The answer to it: its HTTP status and body. Never throws on foreign bytes; the replica's own
  // disk errors pass through, and the exchange is over then.
  void answer(int status, View body);
  // There was no answer at all.
  void no_answer();

  const ExchangeCounts& counts() const;
  std::optional<Hash> follow_hash() const;  // to give to the next Start
  const std::string& reason() const;        // one plain sentence when not done

  struct Parts;  // exchange_parts.h, for the files of this class

 private:
  std::shared_ptr<Parts> parts_;
};

}  // namespace alongside
