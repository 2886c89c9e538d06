#pragma once

#include <string>
#include <string_view>

#include <imgui.h>

#include "client/view/strings.h"
#include "client/view/theme.h"
#include "client/viewmodel/when.h"

namespace alongside {

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* bold = nullptr;
};

// Set by what goes on moving without the person: the loop then draws another frame.
struct Motion {
  bool moving = false;
};

// What every view draws with. All measures are multiples of `em`, so that larger text makes
// everything larger.
struct Ui {
  const Strings& words;
  const Theme& theme;
  Fonts fonts;
  float em = 20;  // body text in pixels
  TimeMs now_ms = 0;
  Motion& motion;

  std::string say(std::string_view key) const { return words.say(key); }
  std::string say(const Phrase& phrase) const { return words.say(phrase); }
};

// The size of body text in pixels, for a screen where 1 is an ordinary desktop's density.
float body_text_px(const Settings& settings, float screen_scale);

// Gives Dear ImGui the theme's colours and measures in multiples of `em`. Call between frames.
void apply_style(const Theme& theme, float em);

ImU32 paint(Colour colour);

}  // namespace alongside
