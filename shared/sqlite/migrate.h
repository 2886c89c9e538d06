#pragma once

#include <span>

#include "shared/sqlite/database.h"

namespace alongside {

// One numbered step of a schema. The SQL is compiled in; it is never edited after release.
struct Migration {
  int number;  // from 1, without gaps
  std::string_view sql;
};

// Brings `database` up to the newest of `migrations`, each in one transaction, and keeps the number
// in `PRAGMA user_version`. Gives the number found before.
// Errors: unknown_version if the file is newer than this program ("This was written by a newer
// Alongside. Nothing was changed."). Throws SqliteError.
Result<int> migrate(Database& database, std::span<const Migration> migrations);

}  // namespace alongside
