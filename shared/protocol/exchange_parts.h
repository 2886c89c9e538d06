#pragma once

#include <map>
#include <set>

#include "shared/protocol/exchange.h"

namespace alongside {

// How long one exchange may go on with a server that answers, but gets nowhere or lies.
inline constexpr std::uint64_t kMaxRequests = 10'000;
inline constexpr int kMaxIdleAnswers = 2;  // in a row, each promising more and bringing nothing
inline constexpr int kMaxHeals = 3;        // times that the server's record may differ from ours
inline constexpr int kMaxListsAsked = 3;   // times that the server may have forgotten the list
inline constexpr std::size_t kMaxHashesCompared = 1'000'000;

// What Exchange remembers between its calls. One file per part of the conversation:
// exchange_ask.cc makes requests, exchange_check.cc judges sync answers, exchange_heal.cc compares
// records, exchange.cc joins them.
struct Exchange::Parts {
  enum class Phase : std::uint8_t {
    syncing,    // POST /v1/sync
    comparing,  // POST /v1/have: number and head of each stream
    listing,    // POST /v1/have: the ordered hashes of streams whose head differs
  };

  // A stream whose record at the server cannot be told from its head.
  struct Suspect {
    Followed stream;
    std::vector<Hash> server;  // its order there, as far as it was listed
    bool is_complete = false;
  };

  // A blob that the server has stored and not yet delivered at its place.
  struct Pending {
    std::int64_t number = 0;
    Signature receipt;
  };
  using BlobKey = std::pair<Address, Hash>;

  // A sync answer that was found consistent with itself, with the request and with what is held.
  struct Judged {
    Applied applied;
    std::map<BlobKey, Pending> pending;  // as it will be when the answer is applied
    std::vector<std::int64_t> settled;   // not to be offered again in this exchange
    std::uint64_t received = 0;
    bool digest_fits = true;       // false: some head differs from ours
    std::vector<Followed> behind;  // streams of which the server lost something
    bool more = false;
  };

  Parts(Replica& replica_in, Random& random_in, Start start)
      : replica(replica_in), random(random_in), pin(start.pin), follow_known(start.follow_known) {}

  void fail(std::string why);
  void turn_away(std::string why);

  // exchange_ask.cc
  HttpRequest ask_sync();
  HttpRequest ask_have();
  void add_endings(SyncRequest& message);
  void add_pushes(SyncRequest& message);
  void refill();  // asks the replica for blobs to push, unless some are waiting

  // exchange_check.cc
  Result<Judged> judge(const SyncAnswer& answer) const;

  // exchange_heal.cc
  void start_heal(const Judged& judged);
  void take_counts(const HaveAnswer& answer);
  void take_hashes(const HaveAnswer& answer);
  void finish_heal();

  // exchange.cc
  void take_sync(const SyncAnswer& answer);
  void go_on(const Judged& judged);
  bool anything_left();

  Replica& replica;
  Random& random;
  SigningPublic pin;
  std::optional<Hash> follow_known;

  ExchangeState state = ExchangeState::asking;
  std::string reason;
  ExchangeCounts counts;
  Phase phase = Phase::syncing;
  int idle_answers = 0;
  int heals = 0;
  int lists_asked = 0;
  bool hold_pushes = false;  // first pull: what is on its way to us need not be sent

  // The request in flight.
  bool is_waiting = false;
  Nonce nonce;
  std::vector<Followed> followed;
  Hash follow_hash;
  bool sent_list = false;
  std::vector<Outgoing> pushes;

  std::vector<Outgoing> next_pushes;  // asked of the replica, not yet sent
  std::set<std::int64_t> settled;
  std::map<BlobKey, Pending> pending;
  std::set<Address> ended;         // streams whose end was asked for in this exchange
  std::vector<Followed> compared;  // what /v1/have was asked about
  std::vector<Suspect> suspects;
};

}  // namespace alongside
