#include "client/view/widgets/edge.h"

#include <cmath>

namespace alongside {
namespace {

float rounding(const Ui& ui) { return 0.6F * ui.em; }

}  // namespace

void paint_edge(const Ui& ui, ImVec2 from, ImVec2 to, Colour colour, float line) {
  ImGui::GetWindowDrawList()->AddRect(ImVec2(from.x + line / 2, from.y + line / 2),
                                      ImVec2(to.x - line / 2, to.y - line / 2), paint(colour),
                                      rounding(ui), 0, line);
}

void paint_ring(const Ui& ui, ImVec2 from, ImVec2 to) {
  paint_edge(ui, from, to, ui.theme.paper, std::round(0.3F * ui.em));
  paint_edge(ui, from, to, ui.theme.focus, std::round(0.18F * ui.em));
}

void paint_patch(const Ui& ui, ImVec2 from, ImVec2 to, Colour colour) {
  ImGui::GetWindowDrawList()->AddRectFilled(from, to, paint(colour), rounding(ui));
}

}  // namespace alongside
