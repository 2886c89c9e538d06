#include "client/viewmodel/settings.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace alongside {
namespace {

constexpr std::string_view kThemeNames[] = {"light", "dark", "high-contrast"};

// 0: it is none.
int number_in(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void set(Settings& settings, std::string_view key, std::string_view value) {
  if (key == "theme") {
    const auto found = std::find(std::begin(kThemeNames), std::end(kThemeNames), value);
    if (found != std::end(kThemeNames)) {
      settings.theme = static_cast<ThemeName>(found - std::begin(kThemeNames));
    }
  } else if (key == "text_percent") {
    const int percent = number_in(value);
    if (percent >= 100 && percent <= 200) settings.text_percent = percent;
  } else if (key == "lock_after_minutes") {
    const int minutes = number_in(value);
    const auto* found = std::find(std::begin(kLockMinutes), std::end(kLockMinutes), minutes);
    if (found != std::end(kLockMinutes)) settings.lock_after_minutes = minutes;
  } else if (key == "language" && !value.empty() && value.size() <= 16) {
    settings.language = value;
  }
}

}  // namespace

Settings parse_settings(std::string_view text) {
  Settings settings;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t equals = line.find(" = ");
    if (equals != std::string_view::npos) {
      set(settings, line.substr(0, equals), line.substr(equals + 3));
    }
  }
  return settings;
}

std::string format_settings(const Settings& settings) {
  std::string text = "theme = ";
  text += kThemeNames[static_cast<std::size_t>(settings.theme)];
  text += "\ntext_percent = " + std::to_string(settings.text_percent);
  text += "\nlanguage = " + settings.language;
  text += "\nlock_after_minutes = " + std::to_string(settings.lock_after_minutes) + "\n";
  return text;
}

}  // namespace alongside
