// I2: what a server stores is a function of sealed bytes, capabilities and tokens, and of nothing
// else; other sealed bytes of the same sizes change nothing but themselves and their hashes.
#include <catch2/catch_test_macros.hpp>

#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

// All rows of all tables as text, without what may differ between other blobs of the same sizes.
std::vector<std::string> rows_beside_blobs(Database& database) {
  std::vector<std::string> rows;
  for (const char* sql :
       {"SELECT quote(name) || quote(value) FROM setting",
        "SELECT quote(number) || quote(token_hash) || quote(enrolled_ms) || quote(seen_ms) ||"
        " quote(is_disabled) || quote(stored_bytes) || quote(day) || quote(day_bytes) ||"
        " quote(family) FROM device",
        "SELECT quote(secret_hash) || quote(expires_ms) || quote(used_ms) || quote(device)"
        " FROM invite",
        "SELECT quote(id) || quote(address) || quote(read_hash) || quote(append_hash) ||"
        " quote(close_hash) || quote(drop_hash) || quote(count) || quote(state) || quote(proof) ||"
        " quote(is_recovery) || quote(recovery_of) || quote(pairing_until_ms) FROM stream",
        "SELECT quote(id) || quote(stream) || quote(position) || quote(length(bytes)) FROM blob"}) {
    auto& query = database.statement(sql);
    while (query.step()) rows.emplace_back(query.text(0));
  }
  return rows;
}

std::vector<std::string> tables_of(Database& database) {
  std::vector<std::string> names;
  auto& query = database.statement("SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (query.step()) names.emplace_back(query.text(0));
  return names;
}

// The same day on the same server, with blobs that `salt` makes other.
std::vector<std::string> a_day(std::uint64_t salt) {
  AnswerRig rig;
  const Token token = rig.enrolled();
  const StreamCaps caps = StreamCaps::random(rig.random);
  SeededRandom words(salt);
  for (int i = 0; i < 5; ++i) {
    SyncRequest request = following(caps, 0);
    request.push = {push_to(caps, words.bytes(64))};
    (void)rig.sync(token, request);
  }
  REQUIRE(tables_of(*rig.database).size() == 5);
  return rows_beside_blobs(*rig.database);
}

}  // namespace

TEST_CASE("I2.OtherSealedBytesOfTheSameSizesChangeNothingElse", "[server][invariant]") {
  const auto rows = a_day(1);
  CHECK(rows.size() > 8);
  CHECK(a_day(2) == rows);
}

}  // namespace alongside
