#include "tests/client/driver/pictures.h"

#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"

namespace alongside {
namespace {

std::vector<Screen> all_screens() {
  const auto settings = [](ThemeName theme, int percent, const char* language = "en") {
    return Settings{theme, percent, language};
  };
  return {
      {"phone", 412, 915, settings(ThemeName::light, 100)},
      {"phone-large-text", 412, 915, settings(ThemeName::light, 200)},
      {"phone-dark", 412, 915, settings(ThemeName::dark, 100)},
      {"phone-strong-contrast", 412, 915, settings(ThemeName::high_contrast, 125)},
      {"phone-easy", 412, 915, settings(ThemeName::light, 150, "en-easy")},
      {"tablet", 800, 1280, settings(ThemeName::light, 125)},
      {"laptop", 1366, 768, settings(ThemeName::light, 150)},
  };
}

}  // namespace

void take_pictures(const std::string& name, AppUnderTest& app) {
  for (const Screen& screen : all_screens()) {
    app->session.change(screen.settings);
    Driver driver(screen, [&](const Ui& ui) {
      draw(*app, ui);
      app.tick();
    });
    driver.now_ms = app.clock.now;
    driver.frames(4);
    CHECK(driver.picture(name));
    for (const std::string& fault : driver.faults()) {
      INFO(name << " on " << screen.name << ": " << fault);
      CHECK(fault.empty());
    }
  }
}

}  // namespace alongside
