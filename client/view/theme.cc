#include "client/view/theme.h"

#include <algorithm>
#include <cmath>

namespace alongside {
namespace {

constexpr Theme kLight{
    .paper = {0xFB, 0xF5, 0xEA},
    .card = {0xFF, 0xFE, 0xFB},
    .ink = {0x2B, 0x26, 0x20},
    .quiet = {0x5E, 0x54, 0x48},
    .main = {0x1D, 0x66, 0x57},
    .main_held = {0x14, 0x4E, 0x43},
    .on_main = {0xFF, 0xFF, 0xFF},
    .edge = {0x86, 0x79, 0x68},
    .held = {0xEF, 0xE3, 0xCF},
    .focus = {0xA8, 0x4E, 0x00},
    .chosen = {0xF7, 0xDC, 0xA6},
};

constexpr Theme kDark{
    .paper = {0x1F, 0x1B, 0x17},
    .card = {0x2B, 0x26, 0x20},
    .ink = {0xF5, 0xEE, 0xE3},
    .quiet = {0xC9, 0xBD, 0xAC},
    .main = {0x9C, 0xD9, 0xC6},
    .main_held = {0xC3, 0xEC, 0xDF},
    .on_main = {0x11, 0x22, 0x1D},
    .edge = {0x98, 0x8C, 0x7B},
    .held = {0x3E, 0x37, 0x2E},
    .focus = {0xFF, 0xC1, 0x66},
    .chosen = {0x5C, 0x49, 0x24},
};

constexpr Theme kHighContrast{
    .paper = {0x00, 0x00, 0x00},
    .card = {0x00, 0x00, 0x00},
    .ink = {0xFF, 0xFF, 0xFF},
    .quiet = {0xE8, 0xE8, 0xE8},
    .main = {0xFF, 0xD9, 0x3D},
    .main_held = {0xFF, 0xEC, 0x9C},
    .on_main = {0x00, 0x00, 0x00},
    .edge = {0xFF, 0xFF, 0xFF},
    .held = {0x33, 0x33, 0x33},
    .focus = {0x5C, 0xE1, 0xFF},
    .chosen = {0x00, 0x47, 0x8F},
};

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

}  // namespace

const Theme& theme_of(ThemeName name) {
  switch (name) {
    case ThemeName::dark:
      return kDark;
    case ThemeName::high_contrast:
      return kHighContrast;
    case ThemeName::light:
      break;
  }
  return kLight;
}

double contrast(Colour a, Colour b) {
  const double first = luminance(a) + 0.05;
  const double second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

}  // namespace alongside
