#include "client/view/ui.h"

#include <algorithm>
#include <cmath>

namespace alongside {
namespace {

constexpr float kBodyTextPx = 22;

ImVec4 vector_of(Colour colour) { return ImGui::ColorConvertU32ToFloat4(paint(colour)); }

}  // namespace

float body_text_px(const Settings& settings, float screen_scale) {
  return std::round(kBodyTextPx * screen_scale * static_cast<float>(settings.text_percent) / 100);
}

ImU32 paint(Colour colour) { return IM_COL32(colour.red, colour.green, colour.blue, 255); }

void apply_style(const Theme& theme, float em) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = ImVec2(0, 0);
  style.WindowMinSize = ImVec2(1, 1);
  style.WindowBorderSize = style.ChildBorderSize = 0;
  style.ChildRounding = style.FrameRounding = 0.5F * em;
  style.FramePadding = ImVec2(0.6F * em, 0.65F * em);
  // Whole pixels, as all heights are: else the end of a page lies a little below where it scrolls
  // to.
  style.ItemSpacing = ImVec2(std::round(0.6F * em), std::round(0.6F * em));
  style.ScrollbarSize = 0.5F * em;
  style.ScrollbarRounding = style.ScrollbarSize;
  style.MouseCursorScale = 1;
  for (ImVec4& colour : style.Colors) colour = vector_of(theme.ink);
  const auto set = [&](ImGuiCol what, Colour colour) { style.Colors[what] = vector_of(colour); };
  set(ImGuiCol_WindowBg, theme.paper);
  style.Colors[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
  style.Colors[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
  style.Colors[ImGuiCol_BorderShadow] = ImVec4(0, 0, 0, 0);
  set(ImGuiCol_Border, theme.edge);
  set(ImGuiCol_FrameBg, theme.card);
  set(ImGuiCol_FrameBgHovered, theme.card);
  set(ImGuiCol_FrameBgActive, theme.card);
  set(ImGuiCol_ScrollbarGrab, theme.edge);
  set(ImGuiCol_ScrollbarGrabHovered, theme.edge);
  set(ImGuiCol_ScrollbarGrabActive, theme.focus);
  set(ImGuiCol_TextDisabled, theme.quiet);
  set(ImGuiCol_TextSelectedBg, theme.chosen);
  style.Colors[ImGuiCol_NavCursor] = ImVec4(0, 0, 0, 0);  // widgets paint their own
}

}  // namespace alongside
