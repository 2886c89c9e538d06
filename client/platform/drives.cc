#include "client/platform/drives.h"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alongside {
namespace {

namespace fs = std::filesystem;

// What cannot be looked into has nothing in it for us.
std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failed;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::directory_iterator at(folder, options, failed), end; !failed && at != end;
       at.increment(failed)) {
    std::error_code cannot_look;
    if (at->is_directory(cannot_look) && !at->is_symlink(cannot_look)) found.push_back(at->path());
  }
  return found;
}

bool is_other_file_system(const fs::path& folder) {
  struct stat inside {};
  struct stat around {};
  if (stat(folder.c_str(), &inside) != 0) return false;
  if (stat(folder.parent_path().c_str(), &around) != 0) return false;
  return inside.st_dev != around.st_dev;
}

}  // namespace

std::vector<fs::path> drives_below(const std::vector<fs::path>& roots,
                                   const std::function<bool(const fs::path&)>& is_mounted) {
  std::vector<fs::path> drives;
  const auto take = [&](const fs::path& folder) {
    if (access(folder.c_str(), W_OK) == 0) drives.push_back(folder);
  };
  for (const fs::path& root : roots) {
    for (const fs::path& folder : folders_in(root)) {
      if (is_mounted(folder)) {
        take(folder);
        continue;
      }
      for (const fs::path& deeper : folders_in(folder)) {
        if (is_mounted(deeper)) take(deeper);
      }
    }
  }
  std::sort(drives.begin(), drives.end());
  return drives;
}

std::vector<fs::path> removable_drives() {
  return drives_below({"/media", "/run/media"}, is_other_file_system);
}

}  // namespace alongside
