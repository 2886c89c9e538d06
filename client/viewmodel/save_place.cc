#include "client/viewmodel/save_place.h"

#include "client/viewmodel/when.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

constexpr int kMostOfADay = 1000;

// What cannot be looked at is not there.
bool is_folder(const fs::path& path) {
  std::error_code cannot_look;
  return fs::is_directory(path, cannot_look);
}
bool is_there(const fs::path& path) {
  std::error_code cannot_look;
  return fs::exists(fs::symlink_status(path, cannot_look));
}

}  // namespace

std::optional<fs::path> typed_path(std::string typed, const fs::path& home) {
  while (!typed.empty() && typed.back() == ' ') typed.pop_back();
  typed.erase(0, typed.find_first_not_of(' '));
  if (typed == "~") return home;
  if (typed.starts_with("~/")) return home / typed.substr(2);
  if (!typed.starts_with('/')) return std::nullopt;
  return fs::path(typed);
}

Phrase folder_in_words(const fs::path& folder, const Folders& among) {
  if (folder == among.home) return phrase("place.home");
  return as_typed(folder.filename().string());
}

void SavePlace::look() {
  folders_ = session_.means().folders();
  paths_ = folders_.drives;
  if (is_folder(folders_.home)) paths_.push_back(folders_.home);
  choices_.clear();
  for (const fs::path& path : paths_) choices_.push_back(folder_in_words(path, folders_));
  choices_.push_back(phrase("place.other"));
  chosen_ = 0;
  trouble_.reset();
}

void SavePlace::look_again() {
  session_.later([this] { look(); });
}

void SavePlace::choose(int which) {
  chosen_ = which;
  trouble_.reset();
}

std::optional<fs::path> SavePlace::new_file(const std::string& name) {
  trouble_.reset();
  if (is_typed()) return at_typed(name);
  return in_folder(paths_[static_cast<std::size_t>(chosen_)], name);
}

std::optional<fs::path> SavePlace::in_folder(const fs::path& folder, const std::string& name) {
  if (!is_folder(folder)) return cannot("place.no_folder");
  const std::string day = name + "-" + numeric_day(session_.now_ms());
  for (int number = 1; number < kMostOfADay; ++number) {
    const std::string nth = number == 1 ? day : day + "-" + std::to_string(number);
    const fs::path path = folder / (nth + std::string(kCarriedEnding));
    if (is_there(path)) continue;
    in_words_ = phrase("place.file_in")
                    .with("file", path.filename().string())
                    .with("folder", is_typed() ? as_typed(folder.string())
                                               : folder_in_words(folder, folders_));
    return path;
  }
  return cannot("place.taken");
}

std::optional<fs::path> SavePlace::at_typed(const std::string& name) {
  if (typed.empty()) return cannot("place.needs_path");
  const auto path = typed_path(typed, folders_.home);
  if (!path) return cannot("place.whole_path");
  if (is_folder(*path)) return in_folder(*path, name);
  if (!is_folder(path->parent_path()) || !path->has_filename()) return cannot("place.no_folder");
  if (is_there(*path)) return cannot("place.taken");
  in_words_ = as_typed(path->string());
  return path;
}

// Refused: somebody was faster, or the drive was pulled out.
void SavePlace::say_not_written(const Error& why) {
  trouble_ = phrase(why.code == ErrorCode::too_large ? "place.too_large" : "place.not_written");
}

std::nullopt_t SavePlace::cannot(std::string_view key) {
  trouble_ = phrase(std::string(key));
  return std::nullopt;
}

}  // namespace alongside
