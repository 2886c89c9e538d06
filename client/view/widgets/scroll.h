#pragma once

#include <functional>

#include "client/view/ui.h"

namespace alongside {

// A part of the page that scrolls: by wheel, Page Up and Page Down, bar, and by dragging it
// anywhere, with momentum. A drag never presses what it began on. `id` names it, one for each
// screen, so that each keeps its own place. `height` is in pixels.
void scroll_area(const Ui& ui, const char* id, float height, const std::function<void()>& body);

}  // namespace alongside
