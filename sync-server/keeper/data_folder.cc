#include "sync-server/keeper/data_folder.h"

#include <sys/stat.h>

#include "sync-server/store/schema.h"
#include "sync-server/store/settings.h"

namespace alongside {
namespace {

constexpr const char* kDatabase = "alongside-server.db";

}  // namespace

std::filesystem::path database_in(const std::filesystem::path& folder) {
  return folder / kDatabase;
}

Result<Database> create_data_folder(const std::filesystem::path& folder, Random& random) {
  // Files and folders that are made from here on are their owner's only.
  ::umask(S_IRWXG | S_IRWXO);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return error(ErrorCode::refused, "The data folder cannot be made.");
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (failed) return error(ErrorCode::refused, "The data folder belongs to somebody else.");
  TRY(Database database, open_server_database({database_in(folder), {}}));
  if (server_seed(database)) {
    return error(ErrorCode::refused, "A server was set up in this folder already.");
  }
  setup_server(database, random);
  return database;
}

Result<Database> open_data_folder(const std::filesystem::path& folder) {
  ::umask(S_IRWXG | S_IRWXO);
  if (!std::filesystem::is_regular_file(database_in(folder))) {
    return error(ErrorCode::not_found, "No server was set up in this folder; run setup first.");
  }
  TRY(Database database, open_server_database({database_in(folder), {}}));
  TRY_DO(server_seed(database));
  return database;
}

}  // namespace alongside
