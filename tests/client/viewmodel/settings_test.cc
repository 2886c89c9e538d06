#include "client/viewmodel/settings.h"

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

TEST_CASE("Settings.AreReadAsTheyWereWritten", "[view]") {
  const Settings settings{ThemeName::high_contrast, 175, "en-easy"};
  CHECK(parse_settings(format_settings(settings)) == settings);
}

TEST_CASE("Settings.NonsenseKeepsTheDefaults", "[view]") {
  CHECK(parse_settings("theme = pink\ntext_percent = 900\nlanguage = \n\x01\n") == Settings{});
}

}  // namespace
}  // namespace alongside
