#pragma once

#include <string>
#include <string_view>

namespace alongside {

enum class ThemeName { light, dark, high_contrast };

// How the window looks and speaks on this device: kept outside the vault, because the start screen
// needs it before anything is unlocked. Holds nothing about anybody.
struct Settings {
  ThemeName theme = ThemeName::light;
  int text_percent = 100;  // 100 to 200
  std::string language = "en";
  int lock_after_minutes = 5;  // without a touch; one of kLockMinutes
  friend bool operator==(const Settings&, const Settings&) = default;
};

inline constexpr int kTextPercents[] = {100, 125, 150, 175, 200};
// "Never" is not among them: anybody who uses the device can change this.
inline constexpr int kLockMinutes[] = {2, 5, 10, 20};

// Settings from `key = value` lines; what is missing or makes no sense keeps its default.
Settings parse_settings(std::string_view text);

// The lines that parse_settings reads.
std::string format_settings(const Settings& settings);

}  // namespace alongside
