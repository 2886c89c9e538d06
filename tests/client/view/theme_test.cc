#include "client/view/theme.h"

#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

struct Pair {
  const char* what;
  Colour front, back;
};

std::vector<Pair> texts(const Theme& t) {
  return {{"ink on paper", t.ink, t.paper},         {"ink on card", t.ink, t.card},
          {"ink on held", t.ink, t.held},           {"ink on chosen", t.ink, t.chosen},
          {"quiet on paper", t.quiet, t.paper},     {"quiet on card", t.quiet, t.card},
          {"quiet on held", t.quiet, t.held},       {"on main", t.on_main, t.main},
          {"on main, held", t.on_main, t.main_held}};
}

std::vector<Pair> controls(const Theme& t) {
  return {{"edge on paper", t.edge, t.paper},   {"edge on card", t.edge, t.card},
          {"main on paper", t.main, t.paper},   {"main on card", t.main, t.card},
          {"focus on paper", t.focus, t.paper}, {"focus on card", t.focus, t.card}};
}

void require_contrast(const std::vector<Pair>& pairs, double least) {
  for (const Pair& pair : pairs) {
    INFO(pair.what << " has " << contrast(pair.front, pair.back));
    CHECK(contrast(pair.front, pair.back) >= least);
  }
}

TEST_CASE("Theme.ContrastOfBlackAndWhiteIsTwentyOne", "[view]") {
  CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Catch::Approx(21.0));
  CHECK(contrast({119, 119, 119}, {255, 255, 255}) == Catch::Approx(4.48).epsilon(0.01));
}

TEST_CASE("Theme.TextCanBeReadInEveryTheme", "[view]") {
  for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
    require_contrast(texts(theme_of(name)), 4.5);
  }
}

TEST_CASE("Theme.ControlsCanBeToldApartInEveryTheme", "[view]") {
  for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
    require_contrast(controls(theme_of(name)), 3.0);
  }
}

TEST_CASE("Theme.HighContrastHasSevenToOne", "[view]") {
  require_contrast(texts(theme_of(ThemeName::high_contrast)), 7.0);
}

}  // namespace
}  // namespace alongside
