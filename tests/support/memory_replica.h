#pragma once

#include <functional>
#include <map>
#include <set>

#include "shared/protocol/exchange.h"
#include "tests/support/seeded_random.h"

namespace alongside {

// The four capabilities of a stream, drawn from `random`.
struct StreamCaps {
  Capability read, append, close, drop;

  static StreamCaps random(Random& random);
  Four four() const { return {hash_of(read), hash_of(append), hash_of(close), hash_of(drop)}; }
  Address address() const { return address_of(four()); }
};

// What a replica's disk does in tests instead of storing.
struct DiskFault {};

// The simplest replica: streams and blobs in memory, as docs/spec/sync.md asks of one. It can be
// copied, which is what a crash leaves of it.
class MemoryReplica final : public Replica {
 public:
  struct Stream {
    StreamCaps caps;
    bool may_append = true;
    bool is_followed = true;
    std::vector<std::int64_t> places;  // blob numbers
    StreamState state = StreamState::open;
    std::optional<Capability> proof;
  };
  struct Blob {
    std::int64_t stream = 0;
    Bytes bytes;
    Hash hash;
    std::optional<Signature> receipt;
    bool has_place = false;
    std::optional<std::uint64_t> lost_place;
    std::optional<PushStatus> refused;
  };

  std::int64_t add_stream(const StreamCaps& caps, bool may_append = true, bool is_followed = true);
  std::int64_t write(std::int64_t stream, Bytes bytes);

  // The blobs of a stream in the server's order, and those it holds in any order.
  std::vector<Bytes> placed(std::int64_t stream) const;
  std::multiset<Bytes> held(std::int64_t stream) const;

  std::vector<Followed> followed() override;
  std::vector<Outgoing> outgoing(std::size_t max_bytes,
                                 const std::vector<std::int64_t>& except) override;
  void apply(const Applied& answer) override;
  std::vector<Hash> hashes(std::int64_t stream) override;
  void reorder(std::int64_t stream, std::uint64_t keep) override;
  Endings endings() override { return ends; }

  std::map<std::int64_t, Stream> streams;
  std::map<std::int64_t, Blob> blobs;
  std::optional<BootId> boot;
  std::uint64_t applied = 0;  // answers
  Endings ends;
  std::function<void()> before_commit, after_commit;  // may throw DiskFault

 private:
  void place(const Arrived& arrived);
  std::vector<std::int64_t> in_order_of_sending() const;
  void begin();
  void end();
};

}  // namespace alongside
