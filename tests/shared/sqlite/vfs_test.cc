#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>
#include <sqlite3.h>

#include "shared/base/check.h"
#include "shared/sqlite/database.h"
#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

// The default VFS under another name, which counts the files that it opens.
struct CountingVfs {
  CountingVfs() {
    sqlite3_vfs* const real = sqlite3_vfs_find("unix");
    MUST(real != nullptr);
    vfs = *real;
    vfs.zName = "counting";
    vfs.xOpen = [](sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
      ++opened;
      sqlite3_vfs* const below = sqlite3_vfs_find("unix");
      return below->xOpen(below, name, file, flags, out);
    };
    MUST(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
  }
  sqlite3_vfs vfs;
  inline static int opened = 0;
};

TEST_CASE("Database.EncryptsAboveTheVfsThatIsNamed", "[sqlite]") {
  // SQLite keeps a registered VFS, and encryption's one above it, until the process ends.
  static CountingVfs counting;
  const TempFolder folder;
  const OpenDatabase how{.path = folder.path() / "a.db", .raw_key = Bytes(32), .vfs = "counting"};
  for (int times = 0; times < 2; ++times) {
    const int before = CountingVfs::opened;
    Database database(how);
    database.execute("CREATE TABLE IF NOT EXISTS a_table_name (id INTEGER PRIMARY KEY) STRICT");
    database.checkpoint_truncate();
    REQUIRE(CountingVfs::opened > before);
  }
  std::ifstream file(how.path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  REQUIRE(bytes.size() >= 4096);
  REQUIRE(bytes.find("a_table_name") == std::string::npos);
}

TEST_CASE("Database.AnUnknownVfsThrows", "[sqlite]") {
  const TempFolder folder;
  const OpenDatabase how{.path = folder.path() / "a.db", .raw_key = {}, .vfs = "none"};
  REQUIRE_THROWS_AS(Database(how), SqliteError);
}

}  // namespace
}  // namespace alongside
