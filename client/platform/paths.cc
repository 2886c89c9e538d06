#include "client/platform/paths.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

#include <SDL.h>

namespace alongside {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path program_folder() {
  char* base = SDL_GetBasePath();
  const fs::path folder = base == nullptr ? fs::path() : fs::path(base);
  SDL_free(base);
  return folder;
}

}  // namespace

fs::path data_folder() {
  const std::string data_home = variable("XDG_DATA_HOME");
  if (!data_home.empty()) return fs::path(data_home) / "alongside";
  return fs::path(variable("HOME")) / ".local" / "share" / "alongside";
}

fs::path home_folder() { return variable("HOME"); }

fs::path assets_folder() {
  const fs::path installed = program_folder() / ".." / "share" / "alongside";
  std::error_code ignored;  // a folder that cannot be looked into is not where the assets are
  return fs::exists(installed / "fonts.txt", ignored) ? installed : fs::path(ALONGSIDE_ASSETS);
}

std::vector<fs::path> font_folders() {
  return {assets_folder() / "fonts", ALONGSIDE_FONTS, "/usr/share/fonts/truetype/noto"};
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return std::move(text).str();
}

bool write_text(const fs::path& path, const std::string& text) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  const fs::path fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return false;
  fs::rename(fresh, path, failed);
  return !failed;
}

}  // namespace alongside
