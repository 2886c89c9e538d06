#pragma once

#include "shared/sqlite/database.h"

namespace alongside {

// Opens a server's database and brings it up to this program's schema.
// Errors: unknown_version (written by a newer program). Throws SqliteError.
Result<Database> open_server_database(const OpenDatabase& how);

}  // namespace alongside
