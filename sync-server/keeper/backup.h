#pragma once

#include <filesystem>

#include "sync-server/keeper/verify.h"

namespace alongside {

// Writes a consistent copy of the database, also while it is served, checks it (verify_database)
// and only then gives it its name; readable by its owner only. It holds all that a server needs.
// Errors: refused (the file exists, or cannot be made), malformed (what was written is not in
// order). Throws SqliteError.
Result<Verdict> write_backup(Database& database, const std::filesystem::path& to);

}  // namespace alongside
