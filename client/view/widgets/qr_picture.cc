#include "client/view/widgets/qr_picture.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

namespace alongside {
namespace {

constexpr std::size_t kEdge = 4;  // light squares on each side (ISO/IEC 18004)
constexpr float kWidest = 18;     // in ems

}  // namespace

void qr_picture(const Ui& ui, const QrSquares& squares, const std::string& words) {
  if (squares.side == 0) return;
  const auto count = static_cast<float>(squares.side + 2 * kEdge);
  const float room = std::min(ImGui::GetContentRegionAvail().x, kWidest * ui.em);
  const float each = std::max(1.0F, std::floor(room / count));
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const ImVec2 to(from.x + each * count, from.y + each * count);
  ImGui::PushItemFlag(ImGuiItemFlags_Disabled, true);
  ImGui::InvisibleButton(words.c_str(), ImVec2(to.x - from.x, to.y - from.y));
  ImGui::PopItemFlag();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(from, to, paint(kCodeLight));
  for (std::size_t row = 0; row < squares.side; ++row) {
    for (std::size_t column = 0; column < squares.side; ++column) {
      if (!squares.dark[row * squares.side + column]) continue;
      const ImVec2 at(from.x + each * static_cast<float>(column + kEdge),
                      from.y + each * static_cast<float>(row + kEdge));
      list->AddRectFilled(at, ImVec2(at.x + each, at.y + each), paint(kCodeDark));
    }
  }
}

}  // namespace alongside
