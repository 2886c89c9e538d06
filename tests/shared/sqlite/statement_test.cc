#include "shared/sqlite/statement.h"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/database.h"
#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

struct Opened {
  TempFolder folder;
  Database database{{.path = folder.path() / "a.db", .raw_key = {}}};
};

TEST_CASE("Statement.GivesBackWhatWasBound", "[sqlite]") {
  Opened opened;
  const EntityId id = *EntityId::from(Bytes(16, std::byte{9}));
  const std::string text("a\0b", 3);
  Statement& row = opened.database.statement("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7");
  row.bind(1, std::int64_t{-5}).bind(2, text).bind(3, id).bind(4, true).bind_null(5);
  row.bind(6, std::numeric_limits<std::uint64_t>::max() / 2).bind(7, std::optional<EntityId>());
  REQUIRE(row.step());
  REQUIRE(row.integer(0) == -5);
  REQUIRE(row.text(1) == text);
  REQUIRE(row.id<EntityId>(2) == id);
  REQUIRE(row.integer(3) == 1);
  REQUIRE(row.is_null(4));
  REQUIRE(row.integer(5) == std::numeric_limits<std::int64_t>::max());
  REQUIRE(row.is_null(6));
  REQUIRE(!row.step());
}

TEST_CASE("Statement.EmptyIsNotNull", "[sqlite]") {
  Opened opened;
  Statement& row = opened.database.statement("SELECT ?1, ?2, typeof(?1), typeof(?2)");
  REQUIRE(row.bind(1, View()).bind(2, std::string_view()).step());
  REQUIRE(!row.is_null(0));
  REQUIRE(!row.is_null(1));
  REQUIRE(row.blob(0).empty());
  REQUIRE(row.text(1).empty());
  REQUIRE(row.text(2) == "blob");
  REQUIRE(row.text(3) == "text");
}

TEST_CASE("Statement.BoundBytesAreCopied", "[sqlite]") {
  Opened opened;
  Bytes bytes(8, std::byte{1});
  Statement& row = opened.database.statement("SELECT ?1");
  row.bind(1, bytes);
  bytes.assign(8, std::byte{2});
  REQUIRE(row.step());
  REQUIRE(equal(row.blob(0), Bytes(8, std::byte{1})));
}

TEST_CASE("Statement.IsPreparedOnceAndComesBackWithoutBindings", "[sqlite]") {
  Opened opened;
  Statement& first = opened.database.statement("SELECT ?1");
  REQUIRE(first.bind(1, 5).step());
  Statement& again = opened.database.statement("SELECT ?1");
  REQUIRE(&again == &first);
  REQUIRE(again.step());
  REQUIRE(again.is_null(0));
}

TEST_CASE("Statement.ABufferUsedAgainForAnotherTextGivesThatText", "[sqlite]") {
  Opened opened;
  std::string sql = "SELECT 1";
  Statement& one = opened.database.statement(sql);
  sql.back() = '2';
  Statement& two = opened.database.statement(sql);
  REQUIRE(&one != &two);
  REQUIRE(two.step());
  REQUIRE(two.integer(0) == 2);
  sql.back() = '1';
  REQUIRE(&opened.database.statement(sql) == &one);
}

TEST_CASE("Statement.IsResetAfterItsLastRowAndAfterAnError", "[sqlite]") {
  Opened opened;
  Database& database = opened.database;
  database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT");
  database.statement("INSERT INTO t VALUES (1)").run();
  REQUIRE(database.last_row() == 1);
  REQUIRE(database.changes() == 1);
  REQUIRE_THROWS_AS(database.statement("INSERT INTO t VALUES (1)").run(), SqliteError);
  Statement& all = database.statement("SELECT id FROM t");
  all.run();
  // Nothing is under way any more, so the table may go.
  database.execute("DROP TABLE t");
}

TEST_CASE("Statement.AMistakeInItsTextThrows", "[sqlite]") {
  Opened opened;
  REQUIRE_THROWS_AS(opened.database.statement("SELEC 1"), SqliteError);
  REQUIRE_THROWS_AS(opened.database.statement("SELECT * FROM none"), SqliteError);
  REQUIRE_THROWS_AS(opened.database.execute("SELECT \"none\""), SqliteError);
}

}  // namespace
}  // namespace alongside
