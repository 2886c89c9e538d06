#pragma once

#include "client/view/ui.h"

namespace alongside {

// A rounded edge of `line` pixels, inside the box, so that nothing can cut it.
void paint_edge(const Ui& ui, ImVec2 from, ImVec2 to, Colour colour, float line);

// The ring around what the keyboard is on.
void paint_ring(const Ui& ui, ImVec2 from, ImVec2 to);

// A rounded patch without an edge.
void paint_patch(const Ui& ui, ImVec2 from, ImVec2 to, Colour colour);

}  // namespace alongside
