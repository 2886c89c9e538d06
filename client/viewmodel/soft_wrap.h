#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace alongside {

// A soft break stands in the text that is shown where a line is full: a zero-width space and a
// newline. It is never part of what was written.
inline constexpr std::string_view kSoftBreak = "\xE2\x80\x8B\n";

// Gives how far the pen moves for one character, in pixels.
using Advance = std::function<float(char32_t)>;

// Text as shown, and where its soft breaks begin (byte offsets into `shown`, ascending).
struct Wrapped {
  std::string shown;
  std::vector<std::size_t> breaks;
};

// `text` (UTF-8) broken into lines no wider than `width` pixels, after spaces where it can, inside
// a word where it must. Spaces at the end of a line hang over. A line holds at least one character.
Wrapped soft_wrap(std::string_view text, float width, const Advance& advance);

// `shown` without its soft breaks: what is put on the clipboard.
std::string without_soft_breaks(std::string_view shown);

// The length in bytes of the UTF-8 character that starts at `at`; 1 for a stray byte.
// Requires: at < text.size().
std::size_t character_length(std::string_view text, std::size_t at);

// Where the character before `at` starts. Requires: 0 < at <= text.size().
std::size_t character_before(std::string_view text, std::size_t at);

}  // namespace alongside
