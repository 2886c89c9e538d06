#include "shared/sqlite/database.h"

#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

using std::filesystem::path;

constexpr std::string_view kMarker = "a marker that must not lie on the disk";

Bytes key_of(int number) { return Bytes(32, static_cast<std::byte>(number)); }

Database open(const path& at, int key = 1) {
  return Database({.path = at, .raw_key = key_of(key)});
}

std::string pragma(Database& database, const std::string& name) {
  Statement& query = database.statement("PRAGMA " + name);
  REQUIRE(query.step());
  const std::string value(query.text(0));
  query.reset();
  return value;
}

std::string contents(const path& at) {
  std::ifstream file(at, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write(const path& at, const std::string& bytes) {
  std::ofstream(at, std::ios::binary | std::ios::trunc) << bytes;
}

// A database of one table with `count` rows, closed again.
void make(const path& at, int count, int key = 1) {
  Database database = open(at, key);
  database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT");
  Transaction transaction(database);
  for (int i = 0; i < count; ++i) {
    database.statement("INSERT INTO t (words) VALUES (?1)").bind(1, kMarker).run();
  }
  transaction.commit();
}

int count_of(Database& database) {
  Statement& query = database.statement("SELECT count(*) FROM t");
  REQUIRE(query.step());
  const auto count = static_cast<int>(query.integer(0));
  query.reset();
  return count;
}

TEST_CASE("Database.OpensAsItsPageSays", "[sqlite]") {
  const TempFolder folder;
  Database database = open(folder.path() / "a.db");
  REQUIRE(pragma(database, "journal_mode") == "wal");
  REQUIRE(pragma(database, "synchronous") == "2");
  REQUIRE(pragma(database, "foreign_keys") == "1");
  REQUIRE(pragma(database, "secure_delete") == "1");
  REQUIRE(pragma(database, "temp_store") == "2");
  REQUIRE(pragma(database, "cell_size_check") == "1");
  REQUIRE(pragma(database, "trusted_schema") == "0");
  REQUIRE(pragma(database, "busy_timeout") == "10000");
  REQUIRE(pragma(database, "cipher") == "chacha20");
}

TEST_CASE("Database.AWrongKeyOrNoneIsNotADatabase", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  make(at, 1);
  const auto refused = [](const OpenDatabase& how) {
    try {
      Database database(how);
    } catch (const SqliteError& problem) {
      return problem.is_not_a_database();
    }
    return false;
  };
  REQUIRE(refused({.path = at, .raw_key = key_of(2)}));
  REQUIRE(refused({.path = at, .raw_key = {}}));
  Bytes one_bit_off = key_of(1);
  one_bit_off[31] ^= std::byte{1};
  REQUIRE(refused({.path = at, .raw_key = one_bit_off}));
  REQUIRE(!refused({.path = at, .raw_key = key_of(1)}));
}

TEST_CASE("I1.NoPlaintextLiesInTheFilesOfAnEncryptedDatabase", "[sqlite][invariant]") {
  const TempFolder folder;
  // The same words in a database without a key are found: the search works.
  const path plain = folder.path() / "plain.db";
  Database control({.path = plain, .raw_key = {}});
  control.execute("CREATE TABLE t (words TEXT NOT NULL) STRICT");
  control.statement("INSERT INTO t (words) VALUES (?1)").bind(1, kMarker).run();
  REQUIRE(contents(plain.string() + "-wal").find(kMarker) != std::string::npos);

  const path sealed = folder.path() / "sealed.db";
  make(sealed, 50);
  Database database = open(sealed);
  database.statement("INSERT INTO t (words) VALUES (?1)").bind(1, kMarker).run();
  REQUIRE(contents(sealed.string() + "-wal").size() > 4096);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string bytes = contents(sealed.string() + suffix);
    REQUIRE(bytes.find(kMarker) == std::string::npos);
    REQUIRE(bytes.find("CREATE TABLE") == std::string::npos);
    REQUIRE(bytes.find("SQLite format 3") == std::string::npos);
  }
}

// Opens the database and reads every row; whether an error said that something is wrong.
bool is_noticed(const path& at, int rows) {
  try {
    Database database({.path = at, .raw_key = key_of(1), .read_only = true});
    Statement& query = database.statement("SELECT words FROM t");
    int found = 0;
    while (query.step()) {
      if (query.text(0) != kMarker) return false;
      ++found;
    }
    REQUIRE(found == rows);
    return false;
  } catch (const SqliteError&) {
    return true;
  }
}

TEST_CASE("Database.FlippedBitsAreNoticed", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  make(at, 300);
  const std::string whole = contents(at);
  REQUIRE(whole.size() >= 4 * 4096);
  REQUIRE(!is_noticed(at, 300));
  // The first 16 bytes hold a salt that a raw key does not use. Bytes 16 to 23 are the header's
  // page size and format numbers, in the clear.
  for (std::size_t byte = 24; byte < whole.size(); byte += 97) {
    std::string flipped = whole;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << byte % 8));
    write(at, flipped);
    INFO("byte " << byte);
    REQUIRE(is_noticed(at, 300));
  }
}

TEST_CASE("Database.FlippedBitsInTheClearHeaderGiveNoFalseRows", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  make(at, 20);
  const std::string whole = contents(at);
  for (std::size_t bit = 0; bit < 24 * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    write(at, flipped);
    INFO("bit " << bit);
    // Either it is noticed, or all rows are there as they were (checked inside).
    static_cast<void>(is_noticed(at, 20));
    std::filesystem::remove(at.string() + "-wal");
    std::filesystem::remove(at.string() + "-shm");
  }
}

TEST_CASE("Database.DataVersionMovesWhenAnotherConnectionCommits", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  make(at, 1);
  Database reader = open(at);
  Database writer = open(at);
  const std::int64_t before = reader.data_version();
  REQUIRE(reader.data_version() == before);
  {
    Transaction transaction(writer);
    writer.execute("DELETE FROM t");
    REQUIRE(reader.data_version() == before);
    transaction.commit();
  }
  REQUIRE(reader.data_version() != before);
  const std::int64_t own = reader.data_version();
  reader.execute("DELETE FROM t");
  REQUIRE(reader.data_version() == own);
}

TEST_CASE("Database.CheckpointTruncateEmptiesTheWal", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  make(at, 1);
  Database database = open(at);
  database.execute("INSERT INTO t (words) VALUES ('x')");
  REQUIRE(std::filesystem::file_size(at.string() + "-wal") > 0);
  database.checkpoint_truncate();
  REQUIRE(std::filesystem::file_size(at.string() + "-wal") == 0);
  REQUIRE(count_of(database) == 2);
}

TEST_CASE("Database.ABackupIsACopyUnderTheSameKey", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  const path copy = folder.path() / "copy.db";
  make(at, 100);
  Database database = open(at);
  Database writer = open(at);
  Transaction under_way(writer);
  writer.execute("DELETE FROM t");
  database.backup_to(copy);
  under_way.commit();
  REQUIRE(contents(copy).find(kMarker) == std::string::npos);
  Database restored = open(copy);
  REQUIRE(count_of(restored) == 100);
  REQUIRE(pragma(restored, "integrity_check") == "ok");
  REQUIRE(count_of(database) == 0);
  REQUIRE_THROWS_AS(database.backup_to(copy), SqliteError);
  REQUIRE_THROWS_AS(open(copy, 2), SqliteError);
}

TEST_CASE("Database.ReadOnlyRefusesToWrite", "[sqlite]") {
  const TempFolder folder;
  const path at = folder.path() / "a.db";
  make(at, 3);
  Database database({.path = at, .raw_key = key_of(1), .read_only = true});
  REQUIRE(count_of(database) == 3);
  REQUIRE_THROWS_AS(database.execute("DELETE FROM t"), SqliteError);
  REQUIRE_THROWS_AS(Database({.path = folder.path() / "none.db", .raw_key = {}, .read_only = true}),
                    SqliteError);
}

TEST_CASE("Database.FullTextSearchIsThere", "[sqlite]") {
  const TempFolder folder;
  Database database = open(folder.path() / "a.db");
  database.execute("CREATE VIRTUAL TABLE words USING fts5 (body)");
  database.execute("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)");
  database.statement("INSERT INTO words (body) VALUES (?1)").bind(1, "a walk by the canal").run();
  Statement& query = database.statement("SELECT count(*) FROM words WHERE words MATCH ?1");
  REQUIRE(query.bind(1, "canal").step());
  REQUIRE(query.integer(0) == 1);
}

TEST_CASE("SqliteError.SaysNothingOfWhatWasTypedOrStored", "[sqlite]") {
  const TempFolder folder;
  Database database = open(folder.path() / "a.db");
  database.execute("CREATE VIRTUAL TABLE words USING fts5 (body)");
  database.execute("CREATE TABLE t (name TEXT UNIQUE) STRICT");
  const auto words_of = [](Statement& statement) {
    try {
      statement.run();
    } catch (const SqliteError& problem) {
      return std::string(problem.what());
    }
    return std::string();
  };
  const std::string searched =
      words_of(database.statement("SELECT * FROM words WHERE words MATCH ?1").bind(1, "Mo \"("));
  REQUIRE(!searched.empty());
  REQUIRE(searched.find("Mo") == std::string::npos);
  REQUIRE(words_of(database.statement("INSERT INTO t VALUES (?1)").bind(1, "Mo")).empty());
  const std::string twice = words_of(database.statement("INSERT INTO t VALUES (?1)").bind(1, "Mo"));
  REQUIRE(twice.find("UNIQUE constraint failed: t.name") == 0);
  REQUIRE(twice.find("Mo") == std::string::npos);
}

TEST_CASE("Database.CanBeMovedWithItsStatements", "[sqlite]") {
  const TempFolder folder;
  make(folder.path() / "a.db", 2);
  Database first = open(folder.path() / "a.db");
  REQUIRE(count_of(first) == 2);
  Database second = std::move(first);
  REQUIRE(count_of(second) == 2);
}

}  // namespace
}  // namespace alongside
