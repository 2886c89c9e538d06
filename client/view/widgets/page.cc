#include "client/view/widgets/page.h"

#include <algorithm>
#include <cmath>

#include "client/view/widgets/scroll.h"

namespace alongside {
namespace {

constexpr float kWidest = 30;  // of the column, in ems

void group(const std::function<void()>& part) {
  if (!part) return;
  ImGui::BeginGroup();
  part();
  ImGui::EndGroup();
}

// Draws what stands below `middle`, whose height is known from the frame before.
void column(const Ui& ui, const Page& parts, const std::function<void(float)>& middle) {
  group(parts.top);
  float& below = *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("below"));
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  middle(std::max(ImGui::GetContentRegionAvail().y - below - gap, 6 * ui.em));
  const float from = ImGui::GetCursorPosY();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(gap, 0.45F * ui.em));
  group(parts.foot);
  group(parts.state);
  ImGui::PopStyleVar();
  below = ImGui::GetCursorPosY() - from;
}

}  // namespace

void page(const Ui& ui, const Page& parts) {
  fixed_page(ui, parts, [&](float height) { scroll_area(ui, parts.id, height, parts.body); });
}

void fixed_page(const Ui& ui, const Page& parts, const std::function<void(float height)>& body) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const float margin = std::round(0.7F * ui.em);
  const float width = std::min(size.x - 2 * margin, kWidest * ui.em);
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(size);
  ImGui::PushFont(ui.fonts.regular, ui.em);
  ImGui::Begin(parts.id, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::SetCursorPos(ImVec2(std::round((size.x - width) / 2), margin));
  ImGui::BeginChild("column", ImVec2(width, size.y - 1.4F * margin), ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  column(ui, parts, body);
  ImGui::EndChild();
  ImGui::End();
  ImGui::PopFont();
}

}  // namespace alongside
