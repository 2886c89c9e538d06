#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alongside {

// Where a window stands on the screen, in the window system's own units.
struct WindowPlace {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(const WindowPlace&, const WindowPlace&) = default;
};

// What a program is told that begins anew: nothing of anybody, and no secret.
struct Beginning {
  std::string how;  // one word; empty: it was started by somebody
  std::optional<WindowPlace> place;
  friend bool operator==(const Beginning&, const Beginning&) = default;
};

// Replaces this process by a new one of the same program, with the same arguments and the same
// number: nothing of its memory is left, and of its files only standard input and output stay open.
// What another thread is doing ends as in a crash. Where that is not to be had, the process ends.
[[noreturn]] void begin_anew(char** arguments, const Beginning& beginning);

// How this process began, taken out of its environment.
Beginning how_it_began();

// A beginning as a few words, and back; what makes no sense is an empty one.
std::string format_beginning(const Beginning& beginning);
Beginning parse_beginning(std::string_view text);

}  // namespace alongside
