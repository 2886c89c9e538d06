#include "client/view/widgets/button.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "client/view/widgets/edge.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

constexpr float kPadX = 0.9F;  // in ems
constexpr float kPadY = 0.65F;
constexpr float kLeastHeight = 2.3F;  // 50 px at ordinary size
constexpr float kCardPad = 0.75F;
constexpr float kCornerPad = 0.5F;

struct Pressed {
  bool now = false;
  bool held = false;
  bool focused = false;  // by the keyboard
  ImVec2 from, to;
};

Pressed press_area(const std::string& words, ImVec2 size) {
  Pressed pressed;
  pressed.from = ImGui::GetCursorScreenPos();
  pressed.now = ImGui::InvisibleButton(words.c_str(), size, ImGuiButtonFlags_EnableNav);
  pressed.held = ImGui::IsItemActive();
  pressed.focused = ImGui::IsItemFocused() && ImGui::GetCurrentContext()->NavCursorVisible;
  pressed.to = ImVec2(pressed.from.x + size.x, pressed.from.y + size.y);
  return pressed;
}

// A chevron whose point is at `tip`; `way` is 1 for onwards, -1 for back.
void paint_arrow(const Ui& ui, ImVec2 tip, float way) {
  const float size = 0.34F * ui.em;
  const ImVec2 points[] = {
      {tip.x - way * size, tip.y - size}, tip, {tip.x - way * size, tip.y + size}};
  ImGui::GetWindowDrawList()->AddPolyline(points, 3, paint(ui.theme.ink), 0, 0.1F * ui.em);
}

void paint_plate(const Ui& ui, ButtonLook look, const Pressed& area) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = 0.6F * ui.em;
  const bool is_main = look == ButtonLook::main;
  const Colour fill = is_main ? (area.held ? ui.theme.main_held : ui.theme.main)
                              : (area.held ? ui.theme.held : ui.theme.card);
  list->AddRectFilled(area.from, area.to, paint(fill), rounding);
  if (area.focused) {
    paint_ring(ui, area.from, area.to);
    return;
  }
  if (is_main) return;
  const bool is_chosen = look == ButtonLook::chosen;
  const float line = std::round(std::max(1.0F, ui.em * (is_chosen ? 0.16F : 0.08F)));
  paint_edge(ui, area.from, area.to, is_chosen ? ui.theme.main : ui.theme.edge, line);
}

bool plate_with_words(const Ui& ui, ButtonLook look, const std::string& words, float width) {
  const float room = width - 2 * kPadX * ui.em;
  const ImVec2 size = measure(ui, TextLook::strong, words, room);
  const float height = std::ceil(std::max(kLeastHeight * ui.em, size.y + 2 * kPadY * ui.em));
  const Pressed area = press_area(words, ImVec2(width, height));
  if (!ImGui::IsItemVisible()) return area.now;
  paint_plate(ui, look, area);
  const ImVec2 at(std::round(area.from.x + (width - size.x) / 2),
                  std::round(area.from.y + (height - size.y) / 2));
  paint_words(ui, TextLook::strong, look == ButtonLook::main ? ui.theme.on_main : ui.theme.ink, at,
              words, room);
  return area.now;
}

}  // namespace

bool big_button(const Ui& ui, ButtonLook look, const std::string& words) {
  return plate_with_words(ui, look, words, ImGui::GetContentRegionAvail().x);
}

bool say_button(const Ui& ui, ButtonLook look, std::string_view key) {
  return big_button(ui, look, ui.say(key));
}

bool small_button(const Ui& ui, ButtonLook look, const std::string& words,
                  std::optional<float> width) {
  const float wanted = std::ceil(measure(ui, TextLook::strong, words, 0).x + 2 * kPadX * ui.em) + 1;
  return plate_with_words(ui, look, words,
                          width.value_or(std::min(wanted, ImGui::GetContentRegionAvail().x)));
}

bool card_button(const Ui& ui, const std::string& words) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float pad = kCardPad * ui.em;
  const float room = width - 2 * pad - ui.em;
  const ImVec2 size = measure(ui, TextLook::strong, words, room);
  const float height = std::ceil(std::max(kLeastHeight * ui.em, size.y + 2 * pad));
  const Pressed area = press_area(words, ImVec2(width, height));
  if (!ImGui::IsItemVisible()) return area.now;
  paint_plate(ui, ButtonLook::plain, area);
  paint_words(ui, TextLook::strong, ui.theme.ink,
              ImVec2(area.from.x + pad, std::round(area.from.y + (height - size.y) / 2)), words,
              room);
  paint_arrow(ui, ImVec2(area.to.x - pad, area.from.y + height / 2), 1);
  return area.now;
}

bool quiet_card_button(const Ui& ui, const std::string& words, const std::string& below) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float pad = kCardPad * ui.em;
  const float room = width - 2 * pad - ui.em;
  const float first = std::round(measure(ui, TextLook::strong, words, room).y + 0.1F * ui.em);
  const float height = first + measure(ui, TextLook::small, below, room).y + 2 * pad;
  const Pressed area = press_area(words + "\n" + below, ImVec2(width, std::round(height)));
  if (!ImGui::IsItemVisible()) return area.now;
  paint_plate(ui, ButtonLook::plain, area);
  const ImVec2 at(area.from.x + pad, std::round(area.from.y + pad));
  paint_words(ui, TextLook::strong, ui.theme.quiet, at, words, room);
  paint_words(ui, TextLook::small, ui.theme.quiet, ImVec2(at.x, at.y + first), below, room);
  paint_arrow(ui, ImVec2(area.to.x - pad, area.from.y + height / 2), 1);
  return area.now;
}

bool entry_card(const Ui& ui, const std::string& above, const std::string& words) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float pad = kCardPad * ui.em;
  const float room = width - 2 * pad;
  const float line = std::round(measure(ui, TextLook::small, above, room).y + 0.2F * ui.em);
  const float height = line + measure(ui, TextLook::body, words, room).y + 2 * pad;
  const Pressed area = press_area(words, ImVec2(width, std::round(height)));
  if (!ImGui::IsItemVisible()) return area.now;
  paint_plate(ui, ButtonLook::plain, area);
  const ImVec2 at(area.from.x + pad, std::round(area.from.y + pad));
  paint_words(ui, TextLook::small, ui.theme.quiet, at, above, room);
  paint_words(ui, TextLook::body, ui.theme.ink, ImVec2(at.x, at.y + line), words, room);
  return area.now;
}

bool link_button(const Ui& ui, const std::string& words) {
  const ImVec2 size = measure(ui, TextLook::strong, words, 0);
  const float pad = kCornerPad * ui.em;
  const Pressed area = press_area(words, ImVec2(size.x + 2 * pad, kLeastHeight * ui.em));
  if (area.held || area.focused) paint_plate(ui, ButtonLook::plain, area);
  const float middle = (area.from.y + area.to.y) / 2;
  paint_words(ui, TextLook::strong, ui.theme.ink,
              ImVec2(area.from.x + pad, std::round(middle - size.y / 2)), words, 0);
  return area.now;
}

bool corner_button(const Ui& ui, const std::string& words, bool same_line) {
  const ImVec2 size = measure(ui, TextLook::strong, words, 0);
  const float width = std::ceil(size.x + 2 * kCornerPad * ui.em);
  const float end = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  if (same_line) ImGui::SameLine();
  if (same_line && ImGui::GetCursorPosX() + width > end) ImGui::NewLine();
  ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), end - width));
  const Pressed area = press_area(words, ImVec2(width, kLeastHeight * ui.em));
  paint_plate(ui, ButtonLook::plain, area);
  const ImVec2 at(std::round(area.from.x + (width - size.x) / 2),
                  std::round(area.from.y + (kLeastHeight * ui.em - size.y) / 2));
  paint_words(ui, TextLook::strong, ui.theme.ink, at, words, 0);
  return area.now;
}

bool back_button(const Ui& ui, std::string_view key) {
  const std::string words = ui.say(key);
  const ImVec2 size = measure(ui, TextLook::strong, words, 0);
  const float height = kLeastHeight * ui.em;
  const Pressed area = press_area(words, ImVec2(size.x + 2.2F * ui.em, height));
  if (area.held || area.focused) paint_plate(ui, ButtonLook::plain, area);
  const float middle = area.from.y + height / 2;
  paint_arrow(ui, ImVec2(area.from.x + 0.3F * ui.em, middle), -1);
  paint_words(ui, TextLook::strong, ui.theme.ink,
              ImVec2(area.from.x + 1.1F * ui.em, std::round(middle - size.y / 2)), words, 0);
  return area.now;
}

}  // namespace alongside
