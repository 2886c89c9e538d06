#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/database.h"
#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

// Whether a table's name is nowhere in the file of a database with a key.
bool keeps_names_to_itself() {
  const TempFolder folder;
  const std::filesystem::path at = folder.path() / "a.db";
  Database database({.path = at, .raw_key = Bytes(32)});
  database.execute("CREATE TABLE a_table_name (id INTEGER PRIMARY KEY) STRICT");
  database.checkpoint_truncate();
  std::ifstream file(at, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return bytes.find("a_table_name") == std::string::npos;
}

TEST_CASE("Database.PlantedBugsAreCaught", "[sqlite][plant]") {
  CHECK(is_caught("vault_is_not_encrypted", keeps_names_to_itself));
}

}  // namespace
}  // namespace alongside
#endif
