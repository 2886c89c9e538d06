#pragma once

#include <filesystem>

#include "shared/base/random.h"
#include "shared/sqlite/database.h"

namespace alongside {

// A server's data folder holds one database and nothing else that must be kept.
std::filesystem::path database_in(const std::filesystem::path& folder);

// Makes the folder, readable by its owner only, and in it a server with a fresh signing key.
// Errors: refused (a server was set up there already, or the folder cannot be made),
// unknown_version. Throws SqliteError.
Result<Database> create_data_folder(const std::filesystem::path& folder, Random& random);

// Opens the server that create_data_folder made.
// Errors: not_found, unknown_version. Throws SqliteError.
Result<Database> open_data_folder(const std::filesystem::path& folder);

}  // namespace alongside
