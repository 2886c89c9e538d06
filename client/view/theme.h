#pragma once

#include <cstdint>

#include "client/viewmodel/settings.h"

namespace alongside {

// A colour of the screen, 8 bits a channel (sRGB).
struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
};

// What is painted with what. Text stands on paper, card, field, chosen or main; controls are told
// from the paper by their edge or their fill.
struct Theme {
  Colour paper;      // behind everything
  Colour card;       // behind what belongs together
  Colour ink;        // text
  Colour quiet;      // text that matters less; still easy to read
  Colour main;       // the one button that goes on
  Colour main_held;  // the same while it is pressed
  Colour on_main;    // text on both
  Colour edge;       // the edge of buttons, fields and cards that can be pressed
  Colour held;       // a plain button while it is pressed
  Colour focus;      // the ring around what the keyboard is on
  Colour chosen;     // behind selected words
};

const Theme& theme_of(ThemeName name);

// What a camera reads is dark on light in every theme.
inline constexpr Colour kCodeDark{0, 0, 0};
inline constexpr Colour kCodeLight{255, 255, 255};

// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
double contrast(Colour a, Colour b);

}  // namespace alongside
