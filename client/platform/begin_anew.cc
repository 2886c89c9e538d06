#include "client/platform/begin_anew.h"

#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

#include <dirent.h>

namespace alongside {
namespace {

constexpr const char* kProgram = "/proc/self/exe";  // also where its file was replaced meanwhile
constexpr const char* kName = "alongside";          // as lists of processes show it
constexpr const char* kVariable = "ALONGSIDE_BEGINNING";
constexpr int kMostPixels = 100'000;

// Files that a library opened without asking for it go, too.
void close_all_on_exec() {
  DIR* open_files = opendir("/proc/self/fd");
  if (open_files == nullptr) _exit(1);
  while (const dirent* entry = readdir(open_files)) {
    const int file = std::atoi(entry->d_name);
    if (file > STDERR_FILENO) fcntl(file, F_SETFD, FD_CLOEXEC);
  }
  closedir(open_files);
}

bool is_on_a_screen(const WindowPlace& place) {
  const auto fits = [](int from, int value) { return value >= from && value <= kMostPixels; };
  return fits(-kMostPixels, place.x) && fits(-kMostPixels, place.y) && fits(1, place.width) &&
         fits(1, place.height);
}

}  // namespace

// The environment is made anew rather than changed, since other threads may be reading it.
void begin_anew(char** arguments, const Beginning& beginning) {
  const std::string name = std::string(kVariable) + "=";
  std::string ours = name + format_beginning(beginning);
  std::vector<char*> environment;
  for (char** one = environ; *one != nullptr; ++one) {
    if (std::strncmp(*one, name.c_str(), name.size()) != 0) environment.push_back(*one);
  }
  environment.push_back(ours.data());
  environment.push_back(nullptr);
  close_all_on_exec();
  execve(kProgram, arguments, environment.data());
  _exit(1);
}

Beginning how_it_began() {
  const char* text = std::getenv(kVariable);
  if (text == nullptr) return {};
  const Beginning beginning = parse_beginning(text);
  unsetenv(kVariable);
  prctl(PR_SET_NAME, kName, 0, 0, 0);
  return beginning;
}

std::string format_beginning(const Beginning& beginning) {
  std::ostringstream text;
  text << beginning.how;
  if (const auto& place = beginning.place) {
    text << ' ' << place->x << ' ' << place->y << ' ' << place->width << ' ' << place->height;
  }
  return text.str();
}

Beginning parse_beginning(std::string_view text) {
  std::istringstream words{std::string(text)};
  Beginning beginning;
  WindowPlace place;
  words >> beginning.how;
  if (words >> place.x >> place.y >> place.width >> place.height && is_on_a_screen(place)) {
    beginning.place = place;
  }
  return beginning;
}

}  // namespace alongside
