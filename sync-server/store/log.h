#pragma once

#include <functional>

#include "shared/protocol/messages.h"
#include "shared/sqlite/database.h"

namespace alongside {

// One stream as it stands in the server's log.
struct LogStream {
  std::int64_t id = 0;
  Address address;
  Four four;
  std::uint64_t count = 0;
  Hash head;
  StreamState state = StreamState::open;
  std::optional<Capability> proof;          // C of a closed stream, D of a dropped one
  std::optional<std::int64_t> recovery_of;  // the device that made this recovery stream
};

// The server's append-only streams of sealed blobs (docs/spec/http.md). Knows addresses, hashes and
// bytes, nothing else. Every function runs in the caller's transaction and throws SqliteError.
class Log {
 public:
  // `database` is open_server_database's and outlives the log.
  explicit Log(Database& database) : database_(database) {}

  std::optional<LogStream> find(const Address& address);
  // The first stream with this R that lets devices in at `now`: a recovery or pairing stream that
  // was not dropped and whose maker is known.
  std::optional<LogStream> find_recovery(const Capability& read, TimeMs now);
  // Whether the device made a recovery stream, not for pairing, that was not dropped.
  bool has_recovery(std::int64_t device);

  // Whom a new stream lets in, if it is one that does: devices of the family of `device`.
  struct LetsIn {
    std::int64_t device = 0;
    std::optional<TimeMs> pairing_until;  // it is for pairing; earlier ones let nobody in any more
  };
  // A new, open, empty stream at the address that `four` gives. Requires: none is there.
  LogStream create(const Four& four, const std::optional<LetsIn>& lets_in);

  bool holds(const LogStream& stream, const Hash& blob);

  // Appends a blob whose hash is `hash`. Requires: the stream is open and does not hold it.
  void append(LogStream& stream, const Hash& hash, View blob);

  void close(LogStream& stream, const Capability& close);

  // Takes the content away for ever and leaves a tombstone.
  void drop(LogStream& stream, const Capability& drop);

  // The head after the first `count` blobs. Requires: count <= stream.count, not dropped.
  Hash head_at(const LogStream& stream, std::uint64_t count);

  // Calls `visit(hash, blob)` for each blob from position `from` on, until it gives false.
  void visit(const LogStream& stream, std::uint64_t from,
             const std::function<bool(const Hash& hash, View blob)>& visit);

  // At most `limit` blob hashes from position `from` on.
  std::vector<Hash> hashes(const LogStream& stream, std::uint64_t from, std::size_t limit);

 private:
  Database& database_;
};

}  // namespace alongside
