#include "sync-server/store/log.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

#define ALONGSIDE_STREAM_COLUMNS                                                            \
  "id, address, read_hash, append_hash, close_hash, drop_hash, count, head, state, proof, " \
  "recovery_of"

LogStream stream_of(const Statement& row) {
  LogStream stream;
  stream.id = row.integer(0);
  stream.address = row.id<Address>(1);
  for (std::size_t i = 0; i < stream.four.size(); ++i) {
    stream.four[i] = row.id<Hash>(static_cast<int>(2 + i));
  }
  stream.count = static_cast<std::uint64_t>(row.integer(6));
  stream.head = row.id<Hash>(7);
  stream.state = static_cast<StreamState>(row.integer(8));
  if (!row.is_null(9)) stream.proof = row.id<Capability>(9);
  if (!row.is_null(10)) stream.recovery_of = row.integer(10);
  return stream;
}

std::optional<LogStream> first_of(Statement& query) {
  if (!query.step()) return std::nullopt;
  LogStream stream = stream_of(query);
  query.reset();
  return stream;
}

}  // namespace

std::optional<LogStream> Log::find(const Address& address) {
  return first_of(
      database_.statement("SELECT " ALONGSIDE_STREAM_COLUMNS " FROM stream WHERE address = ?1")
          .bind(1, address));
}

std::optional<LogStream> Log::find_recovery(const Capability& read, TimeMs now) {
  return first_of(database_
                      .statement("SELECT " ALONGSIDE_STREAM_COLUMNS
                                 " FROM stream WHERE read_hash = ?1 AND is_recovery = 1"
                                 " AND recovery_of IS NOT NULL AND state <> 2 AND (pairing_until_ms"
                                 " IS NULL OR pairing_until_ms > ?2) ORDER BY id LIMIT 1")
                      .bind(1, hash_of(read))
                      .bind(2, now));
}

bool Log::has_recovery(std::int64_t device) {
  auto& query =
      database_
          .statement(
              "SELECT 1 FROM stream WHERE recovery_of = ?1 AND state <> 2 AND pairing_until_ms IS"
              " NULL LIMIT 1")
          .bind(1, device);
  const bool has_one = query.step();
  query.reset();
  return has_one;
}

LogStream Log::create(const Four& four, const std::optional<LetsIn>& lets_in) {
  LogStream stream;
  stream.address = address_of(four);
  stream.four = four;
  if (lets_in) stream.recovery_of = lets_in->device;
  const std::optional<TimeMs> until = lets_in ? lets_in->pairing_until : std::nullopt;
  if (until && !PLANT(server_pairs_by_old_streams)) {
    database_
        .statement(
            "UPDATE stream SET pairing_until_ms = 0 WHERE recovery_of = ?1 AND pairing_until_ms IS"
            " NOT NULL")
        .bind(1, lets_in->device)
        .run();
  }
  database_
      .statement(
          "INSERT INTO stream (address, read_hash, append_hash, close_hash, drop_hash,"
          " count, head, state, is_recovery, recovery_of, pairing_until_ms)"
          " VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 0, ?7, ?8, ?9)")
      .bind(1, stream.address)
      .bind(2, four[0])
      .bind(3, four[1])
      .bind(4, four[2])
      .bind(5, four[3])
      .bind(6, stream.head)
      .bind(7, lets_in.has_value())
      .bind(8, stream.recovery_of)
      .bind(9, until)
      .run();
  stream.id = database_.last_row();
  return stream;
}

bool Log::holds(const LogStream& stream, const Hash& blob) {
  auto& query = database_.statement("SELECT 1 FROM blob WHERE stream = ?1 AND hash = ?2")
                    .bind(1, stream.id)
                    .bind(2, blob);
  const bool is_there = query.step();
  query.reset();
  return is_there;
}

void Log::append(LogStream& stream, const Hash& hash, View blob) {
  MUST(stream.state == StreamState::open);
  const Hash head = next_head(stream.head, hash);
  const std::string_view insert =
      PLANT(server_forgets_on_duplicate)
          ? "INSERT OR REPLACE INTO blob (stream, position, hash, head, bytes)"
            " VALUES (?1, ?2, ?3, ?4, ?5)"
          : "INSERT INTO blob (stream, position, hash, head, bytes) VALUES (?1, ?2, ?3, ?4, ?5)";
  database_.statement(insert)
      .bind(1, stream.id)
      .bind(2, stream.count)
      .bind(3, hash)
      .bind(4, head)
      .bind(5, blob)
      .run();
  stream.head = head;
  ++stream.count;
  database_.statement("UPDATE stream SET count = ?2, head = ?3 WHERE id = ?1")
      .bind(1, stream.id)
      .bind(2, stream.count)
      .bind(3, stream.head)
      .run();
}

void Log::close(LogStream& stream, const Capability& close) {
  stream.state = StreamState::closed;
  stream.proof = close;
  database_.statement("UPDATE stream SET state = 1, proof = ?2 WHERE id = ?1")
      .bind(1, stream.id)
      .bind(2, close)
      .run();
}

void Log::drop(LogStream& stream, const Capability& drop) {
  stream.state = StreamState::dropped;
  stream.proof = drop;
  stream.count = 0;
  stream.head = dropped_head(drop);
  database_.statement("DELETE FROM blob WHERE stream = ?1").bind(1, stream.id).run();
  database_.statement("UPDATE stream SET state = 2, proof = ?2, count = 0, head = ?3 WHERE id = ?1")
      .bind(1, stream.id)
      .bind(2, drop)
      .bind(3, stream.head)
      .run();
}

Hash Log::head_at(const LogStream& stream, std::uint64_t count) {
  MUST(count <= stream.count);
  if (count == stream.count) return stream.head;
  if (count == 0) return Hash{};
  auto& query = database_.statement("SELECT head FROM blob WHERE stream = ?1 AND position = ?2")
                    .bind(1, stream.id)
                    .bind(2, count - 1);
  MUST(query.step());
  const Hash head = query.id<Hash>(0);
  query.reset();
  return head;
}

void Log::visit(const LogStream& stream, std::uint64_t from,
                const std::function<bool(const Hash& hash, View blob)>& visit) {
  auto& query = database_
                    .statement(
                        "SELECT hash, bytes FROM blob WHERE stream = ?1 AND position >= ?2"
                        " ORDER BY position")
                    .bind(1, stream.id)
                    .bind(2, from);
  while (query.step()) {
    if (!visit(query.id<Hash>(0), query.blob(1))) {
      query.reset();
      return;
    }
  }
}

std::vector<Hash> Log::hashes(const LogStream& stream, std::uint64_t from, std::size_t limit) {
  auto& query = database_
                    .statement(
                        "SELECT hash FROM blob WHERE stream = ?1 AND position >= ?2"
                        " ORDER BY position LIMIT ?3")
                    .bind(1, stream.id)
                    .bind(2, from)
                    .bind(3, static_cast<std::uint64_t>(limit));
  std::vector<Hash> found;
  while (query.step()) found.push_back(query.id<Hash>(0));
  return found;
}

}  // namespace alongside
