#pragma once

#include <string>
#include <vector>

#include "shared/sqlite/database.h"

namespace alongside {

// What a check of a server's database found.
struct Verdict {
  std::uint64_t streams = 0;
  std::uint64_t blobs = 0;
  std::vector<std::string> problems;  // plain sentences; empty: everything is in order
};

// Checks the file's integrity, every blob against its hash, every stream's order against its head,
// and every address and proof against its hashes, on one snapshot; serving goes on meanwhile.
// Throws SqliteError.
Verdict verify_database(Database& database);

}  // namespace alongside
