#include "client/store/leave.h"

#include "client/store/files.h"
#include "client/store/rows.h"
#include "client/store/status.h"
#include "client/store/vault_maker.h"
#include "client/store/vault_place.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLeavingPrefix = "gone-";
constexpr std::string_view kHead = "head";  // also one that was being written beside it

bool begins_with(const fs::path& path, std::string_view prefix) {
  return path.filename().string().starts_with(prefix);
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  return files;
}

// The lock goes last, so that two programs do not do this at once. One that comes in between makes
// it anew, and has the folder to itself.
void wipe_folder(const fs::path& folder) {
  const VaultPlace place{folder};
  const std::vector<fs::path> files = files_in(folder);
  for (const fs::path& file : files) {
    if (begins_with(file, kHead) && !PLANT(the_keys_are_only_deleted)) overwrite(file);
  }
  for (const fs::path& file : files) {
    if (file != place.lock()) fs::remove_all(file);
  }
  fs::remove(place.lock());
  std::error_code failed;
  fs::remove(folder, failed);
  if (failed && failed != std::errc::directory_not_empty) {
    throw fs::filesystem_error("could not remove a folder", folder, failed);
  }
  sync_folder(folder.parent_path());
}

}  // namespace

NotSent not_sent(Vault& vault) {
  NotSent found;
  auto& rows = vault.db().statement(
      "SELECT space.space, space.is_person, sum(batch.changes) FROM batch "
      "JOIN chain ON chain.id = batch.chain JOIN section ON section.id = batch.section "
      "JOIN space ON space.id = section.space WHERE chain.is_mine = 1 AND NOT EXISTS "
      "(SELECT 1 FROM blob WHERE blob.content = batch.hash AND "
      "(blob.receipt IS NOT NULL OR blob.place IS NOT NULL)) "
      "GROUP BY space.id HAVING sum(batch.changes) > 0 ORDER BY space.id");
  while (rows.step()) {
    found.records.push_back({rows.id<SpaceId>(0), rows.integer(1) == 0, rows.integer(2)});
  }
  found.messages = status(vault).messages_waiting_to_go;
  auto& drafts = vault.db().statement("SELECT count(*) FROM draft WHERE body <> ''");
  found.drafts = first_row(drafts, [](Statement& row) { return row.integer(0); }).value_or(0);
  return found;
}

// The renaming decides: before it the vault is whole, after it there is none of that name.
Result<bool> leave_device(std::unique_ptr<Vault> vault, const VaultName& name) {
  Random& random = vault->random();
  TRY(const VaultPlace place, find_place(name, random, false));
  const std::shared_ptr<VaultLock> lock = VaultMaker::close(std::move(vault));
  const fs::path leaving =
      name.data_folder / (std::string(kLeavingPrefix) + to_hex(random.id<Salt>().view()));
  fs::rename(place.folder, leaving);
  sync_folder(name.data_folder);
  wipe_folder(leaving);
  return true;
}

void finish_leaving(const fs::path& data_folder) {
  if (!fs::is_directory(data_folder) || PLANT(what_a_crash_left_stays)) return;
  for (const fs::path& path : files_in(data_folder)) {
    if (!begins_with(path, kLeavingPrefix)) continue;
    if (const auto lock = FileLock::take(VaultPlace{path}.lock())) wipe_folder(path);
  }
}

}  // namespace alongside
