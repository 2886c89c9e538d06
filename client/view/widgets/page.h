#pragma once

#include <functional>

#include "client/view/ui.h"

namespace alongside {

// The parts of a screen, from top to bottom: a row with the way back; what scrolls; what stays in
// reach of the thumb; and the honest state line, in the same place on every screen.
struct Page {
  const char* id;  // one for each screen
  std::function<void()> top;
  std::function<void()> body;
  std::function<void()> foot;
  std::function<void()> state;
};

// Draws a page over the whole window, in a column that is never wider than reads well.
void page(const Ui& ui, const Page& parts);

// The same in which the middle does not scroll: `body` is told how high it may be, in pixels.
void fixed_page(const Ui& ui, const Page& parts, const std::function<void(float height)>& body);

}  // namespace alongside
