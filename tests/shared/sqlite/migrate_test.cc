#include "shared/sqlite/migrate.h"

#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

const std::vector<Migration> kSteps = {
    {1, "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT"},
    {2, "CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT; INSERT INTO b VALUES (5);"},
    {3, "DROP TABLE a"},
};

struct Opened {
  bool has_table(std::string_view name) {
    Statement& query = database.statement("SELECT 1 FROM sqlite_schema WHERE name = ?1");
    const bool found = query.bind(1, name).step();
    query.reset();
    return found;
  }
  TempFolder folder;
  Database database{{.path = folder.path() / "a.db", .raw_key = {}}};
};

TEST_CASE("Migrate.BringsEveryOlderSchemaToTheNewest", "[sqlite]") {
  for (std::size_t from = 0; from <= kSteps.size(); ++from) {
    Opened opened;
    REQUIRE(*migrate(opened.database, std::span(kSteps).first(from)) == 0);
    REQUIRE(*migrate(opened.database, kSteps) == static_cast<int>(from));
    REQUIRE(!opened.has_table("a"));
    REQUIRE(opened.has_table("b"));
    REQUIRE(*migrate(opened.database, kSteps) == 3);
  }
}

TEST_CASE("Migrate.RefusesANewerFileAndChangesNothing", "[sqlite]") {
  Opened opened;
  REQUIRE(migrate(opened.database, kSteps));
  const auto refused = migrate(opened.database, std::span(kSteps).first(2));
  REQUIRE(refused.error().code == ErrorCode::unknown_version);
  REQUIRE(refused.error().message == "This was written by a newer Alongside. Nothing was changed.");
  REQUIRE(!opened.has_table("a"));
}

TEST_CASE("Migrate.AStepThatFailsLeavesTheOneBefore", "[sqlite]") {
  Opened opened;
  std::vector<Migration> broken = kSteps;
  broken[1].sql = "CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT; INSERT INTO none VALUES (1);";
  REQUIRE_THROWS_AS(migrate(opened.database, broken), SqliteError);
  REQUIRE(opened.has_table("a"));
  REQUIRE(!opened.has_table("b"));
  REQUIRE(*migrate(opened.database, kSteps) == 1);
}

}  // namespace
}  // namespace alongside
