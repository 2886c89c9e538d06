#include "sync-server/keeper/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include "sync-server/store/schema.h"

namespace alongside {
namespace {

// Makes a new name in the folder durable.
bool sync_folder(const std::filesystem::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool is_synced = ::fsync(opened) == 0;
  return ::close(opened) == 0 && is_synced;
}

}  // namespace

Result<Verdict> write_backup(Database& database, const std::filesystem::path& to) {
  if (std::filesystem::exists(to)) {
    return error(ErrorCode::refused, "There is a file of this name already.");
  }
  const std::filesystem::path folder = std::filesystem::absolute(to).parent_path();
  if (!std::filesystem::is_directory(folder)) {
    return error(ErrorCode::refused, "The folder for the backup is not there.");
  }
  std::filesystem::path unfinished = to;
  unfinished += ".unfinished";
  std::error_code failed;
  std::filesystem::remove(unfinished, failed);
  database.backup_to(unfinished);
  Verdict verdict;
  {
    TRY(Database copy, open_server_database({unfinished, {}}));
    verdict = verify_database(copy);
    copy.checkpoint_truncate();
  }
  if (!verdict.problems.empty()) {
    return error(ErrorCode::malformed, "The backup is not in order and was not kept.");
  }
  std::filesystem::rename(unfinished, to, failed);
  if (failed || !sync_folder(folder)) {
    return error(ErrorCode::refused, "The backup could not be given its name.");
  }
  return verdict;
}

}  // namespace alongside
