#include "sync-server/keeper/verify.h"

#include "shared/protocol/messages.h"

namespace alongside {
namespace {

// A stream as its row says it is.
struct StreamRow {
  std::int64_t id = 0;
  Address address;
  Four four;
  std::uint64_t count = 0;
  Hash head;
  StreamState state = StreamState::open;
  std::optional<Capability> proof;
};

std::vector<StreamRow> streams_of(Database& database) {
  auto& row = database.statement(
      "SELECT id, address, read_hash, append_hash, close_hash, drop_hash, count, head, state,"
      " proof FROM stream ORDER BY id");
  std::vector<StreamRow> streams;
  while (row.step()) {
    StreamRow stream;
    stream.id = row.integer(0);
    stream.address = row.id<Address>(1);
    for (std::size_t i = 0; i < stream.four.size(); ++i) {
      stream.four[i] = row.id<Hash>(static_cast<int>(2 + i));
    }
    stream.count = static_cast<std::uint64_t>(row.integer(6));
    stream.head = row.id<Hash>(7);
    stream.state = static_cast<StreamState>(row.integer(8));
    if (!row.is_null(9)) stream.proof = row.id<Capability>(9);
    streams.push_back(stream);
  }
  return streams;
}

std::string about(const StreamRow& stream, const char* what) {
  return "Stream " + std::to_string(stream.id) + " " + what;
}

void check_ends(const StreamRow& stream, Verdict& verdict) {
  if (address_of(stream.four) != stream.address) {
    verdict.problems.push_back(about(stream, "does not fit its address."));
  }
  if ((stream.state == StreamState::open) == stream.proof.has_value()) {
    verdict.problems.push_back(about(stream, "contradicts itself about its end."));
  } else if (stream.proof) {
    const std::size_t which = stream.state == StreamState::closed ? 2 : 3;
    if (hash_of(*stream.proof) != stream.four[which]) {
      verdict.problems.push_back(about(stream, "was ended without proof."));
    }
  }
}

void check_blobs(Database& database, const StreamRow& stream, Verdict& verdict) {
  auto& row = database
                  .statement(
                      "SELECT position, hash, head, bytes FROM blob WHERE stream = ?1"
                      " ORDER BY position")
                  .bind(1, stream.id);
  std::uint64_t count = 0;
  Hash head;
  bool is_whole = true;
  while (row.step()) {
    const Hash hash = hash_of_blob(row.blob(3));
    head = next_head(head, hash);
    is_whole = is_whole && static_cast<std::uint64_t>(row.integer(0)) == count &&
               row.id<Hash>(1) == hash && row.id<Hash>(2) == head;
    ++count;
  }
  verdict.blobs += count;
  const bool is_dropped = stream.state == StreamState::dropped && stream.proof;
  const Hash expected = is_dropped ? dropped_head(*stream.proof) : head;
  if (!is_whole || count != stream.count || expected != stream.head) {
    verdict.problems.push_back(about(stream, "lost or changed something."));
  }
}

void check_file(Database& database, Verdict& verdict) {
  auto& row = database.statement("PRAGMA integrity_check(10)");
  while (row.step()) {
    if (row.text(0) != "ok") verdict.problems.push_back("The database file is damaged.");
  }
}

}  // namespace

Verdict verify_database(Database& database) {
  Verdict verdict;
  database.execute("BEGIN DEFERRED");
  check_file(database, verdict);
  for (const StreamRow& stream : streams_of(database)) {
    ++verdict.streams;
    check_ends(stream, verdict);
    check_blobs(database, stream, verdict);
  }
  database.execute("COMMIT");
  return verdict;
}

}  // namespace alongside
