#include "client/view/widgets/text.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "client/view/widgets/edge.h"

namespace alongside {

ImFont* font_of(const Ui& ui, TextLook look) {
  const bool bold = look == TextLook::strong || look == TextLook::title || look == TextLook::code;
  return bold ? ui.fonts.bold : ui.fonts.regular;
}

float size_of(const Ui& ui, TextLook look) {
  switch (look) {
    case TextLook::title:
      return std::round(ui.em * 1.5F);
    case TextLook::code:
      return std::round(ui.em * 1.25F);
    case TextLook::small:
      return std::round(ui.em * 0.86F);
    default:
      return ui.em;
  }
}

ImVec2 measure(const Ui& ui, TextLook look, const std::string& words, float width) {
  return font_of(ui, look)->CalcTextSizeA(size_of(ui, look), FLT_MAX, width, words.data(),
                                          words.data() + words.size());
}

void paint_words(const Ui& ui, TextLook look, Colour colour, ImVec2 at, const std::string& words,
                 float width) {
  ImGui::GetWindowDrawList()->AddText(font_of(ui, look), size_of(ui, look), at, paint(colour),
                                      words.data(), words.data() + words.size(), width);
}

// An item that can neither be pressed nor focused: tests find the words and their place by it.
void text(const Ui& ui, TextLook look, const std::string& words) {
  if (words.empty()) return;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 size = measure(ui, look, words, width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushItemFlag(ImGuiItemFlags_Disabled, true);
  ImGui::InvisibleButton(words.c_str(), ImVec2(std::max(size.x, 1.0F), std::max(size.y, 1.0F)));
  ImGui::PopItemFlag();
  const bool is_quiet = look == TextLook::quiet || look == TextLook::small;
  paint_words(ui, look, is_quiet ? ui.theme.quiet : ui.theme.ink, at, words, width);
}

void say(const Ui& ui, TextLook look, std::string_view key) { text(ui, look, ui.say(key)); }
void say(const Ui& ui, TextLook look, const Phrase& phrase) { text(ui, look, ui.say(phrase)); }

void patch(const Ui& ui, const Phrase& phrase) { patch(ui, TextLook::body, ui.say(phrase)); }

void patch(const Ui& ui, TextLook look, const std::string& words) {
  const float pad = std::round(0.7F * ui.em);
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 size = measure(ui, look, words, width - 2 * pad);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = size.y + 2 * pad;
  ImGui::PushItemFlag(ImGuiItemFlags_Disabled, true);
  ImGui::InvisibleButton(words.c_str(), ImVec2(width, height));
  ImGui::PopItemFlag();
  paint_patch(ui, at, ImVec2(at.x + width, at.y + height), ui.theme.held);
  paint_words(ui, look, ui.theme.ink, ImVec2(at.x + pad, at.y + pad), words, width - 2 * pad);
}

void told_card(const Ui& ui, const std::string& above, const std::string& words) {
  const float pad = std::round(0.7F * ui.em);
  const float width = ImGui::GetContentRegionAvail().x;
  const float room = width - 2 * pad;
  const float head =
      std::round(measure(ui, TextLook::strong, above, room).y + (words.empty() ? 0 : 0.2F * ui.em));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = head + measure(ui, TextLook::body, words, room).y + 2 * pad;
  ImGui::PushItemFlag(ImGuiItemFlags_Disabled, true);
  ImGui::InvisibleButton((above + "\n" + words).c_str(), ImVec2(width, std::round(height)));
  ImGui::PopItemFlag();
  if (!ImGui::IsItemVisible()) return;
  paint_patch(ui, at, ImVec2(at.x + width, at.y + height), ui.theme.card);
  paint_words(ui, TextLook::strong, ui.theme.ink, ImVec2(at.x + pad, at.y + pad), above, room);
  paint_words(ui, TextLook::body, ui.theme.ink, ImVec2(at.x + pad, at.y + pad + head), words, room);
}

void told_line(const Ui& ui, const std::string& above, const std::string& words) {
  text(ui, TextLook::small, above);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - 0.4F * ui.em);
  text(ui, TextLook::body, words);
}

void gap(const Ui& ui, float ems) { ImGui::Dummy(ImVec2(1, std::round(ems * ui.em))); }

}  // namespace alongside
