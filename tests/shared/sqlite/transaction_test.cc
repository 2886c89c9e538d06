#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/database.h"
#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

struct Opened {
  Opened() { database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT"); }
  std::int64_t count() {
    Statement& query = database.statement("SELECT count(*) FROM t");
    query.step();
    const std::int64_t rows = query.integer(0);
    query.reset();
    return rows;
  }
  TempFolder folder;
  Database database{{.path = folder.path() / "a.db", .raw_key = Bytes(32)}};
};

TEST_CASE("Transaction.IsRolledBackUnlessCommitted", "[sqlite]") {
  Opened opened;
  {
    Transaction transaction(opened.database);
    opened.database.execute("INSERT INTO t VALUES (1)");
    REQUIRE(opened.database.in_transaction());
  }
  REQUIRE(!opened.database.in_transaction());
  REQUIRE(opened.count() == 0);
  {
    Transaction transaction(opened.database);
    opened.database.execute("INSERT INTO t VALUES (1)");
    transaction.commit();
  }
  REQUIRE(opened.count() == 1);
}

TEST_CASE("Transaction.IsRolledBackWhenSomethingThrows", "[sqlite]") {
  Opened opened;
  try {
    Transaction transaction(opened.database);
    opened.database.execute("INSERT INTO t VALUES (1)");
    opened.database.execute("INSERT INTO t VALUES (1)");
  } catch (const SqliteError&) {
  }
  REQUIRE(!opened.database.in_transaction());
  REQUIRE(opened.count() == 0);
}

TEST_CASE("Transaction.MayEndWhileARowIsBeingRead", "[sqlite]") {
  Opened opened;
  opened.database.execute("INSERT INTO t VALUES (1), (2)");
  {
    Transaction transaction(opened.database);
    REQUIRE(opened.database.statement("SELECT id FROM t").step());
    opened.database.execute("INSERT INTO t VALUES (3)");
  }
  REQUIRE(!opened.database.in_transaction());
  REQUIRE(opened.count() == 2);
}

TEST_CASE("Transaction.AFailedCommitKeepsNothing", "[sqlite]") {
  Opened opened;
  opened.database.execute(
      "CREATE TABLE of_t (t INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED) STRICT");
  {
    Transaction transaction(opened.database);
    opened.database.execute("INSERT INTO t VALUES (1)");
    opened.database.execute("INSERT INTO of_t VALUES (7)");
    REQUIRE_THROWS_AS(transaction.commit(), SqliteError);
    REQUIRE(!opened.database.in_transaction());
  }
  REQUIRE(opened.count() == 0);
}

}  // namespace
}  // namespace alongside
