#include "client/viewmodel/file_choice.h"

#include <algorithm>
#include <fstream>

namespace alongside {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 20;

bool is_file(const fs::path& path) {
  std::error_code cannot_look;
  return fs::is_regular_file(path, cannot_look);
}

// What cannot be read is none of ours.
std::optional<FileKind> kind_of(const fs::path& path) {
  try {
    const auto kind = kind_of_file(path);
    if (kind) return *kind;
  } catch (const fs::filesystem_error&) {
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void FileChoice::look() {
  folders_ = session_.means().folders();
  found_.clear();
  for (const fs::path& drive : folders_.drives) find_in(drive);
  find_in(folders_.home);
  if (found_.size() > kMostFiles) found_.resize(kMostFiles);
  choices_.clear();
  for (const Found& each : found_) {
    choices_.push_back(phrase("place.file_in")
                           .with("file", each.path.filename().string())
                           .with("folder", folder_in_words(each.path.parent_path(), folders_)));
  }
  choices_.push_back(phrase("place.other_file"));
  chosen_ = 0;
  trouble_.reset();
}

void FileChoice::look_again() {
  session_.later([this] { look(); });
}

void FileChoice::find_in(const fs::path& folder) {
  std::vector<Found> here;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() != kCarriedEnding || !is_file(at->path())) continue;
    const auto kind = kind_of(at->path());
    if (kind) here.push_back({at->path(), *kind == FileKind::exchange});
  }
  std::sort(here.begin(), here.end(),
            [](const Found& a, const Found& b) { return a.path > b.path; });
  found_.insert(found_.end(), here.begin(), here.end());
}

bool FileChoice::is_known_exchange() const {
  return !is_typed() && !choices_.empty() && found_[static_cast<std::size_t>(chosen_)].is_exchange;
}

std::optional<fs::path> FileChoice::file() {
  trouble_.reset();
  std::optional<fs::path> path;
  if (!is_typed()) {
    path = found_[static_cast<std::size_t>(chosen_)].path;
  } else {
    path = typed_path(typed, folders_.home);
    if (!path) trouble_ = phrase(typed.empty() ? "place.needs_file" : "place.whole_path");
  }
  if (path && !is_file(*path)) trouble_ = phrase("place.no_file");
  if (path && !trouble_ && !std::ifstream(*path)) trouble_ = phrase("place.unreadable");
  if (trouble_) return std::nullopt;
  return path;
}

}  // namespace alongside
