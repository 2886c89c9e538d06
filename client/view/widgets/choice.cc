#include "client/view/widgets/choice.h"

#include <algorithm>
#include <cmath>

#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

// How wide each button is so that as many stand in a row as fit, and rows are filled evenly.
float width_of_each(const Ui& ui, const std::vector<std::string>& words) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  float widest = 0;
  for (const std::string& one : words) {
    widest = std::max(widest, measure(ui, TextLook::strong, one, 0).x + 1.9F * ui.em);
  }
  const auto count = static_cast<float>(words.size());
  const float in_a_row = std::clamp(std::floor((room + gap) / (widest + gap)), 1.0F, count);
  return std::floor((room + gap) / in_a_row) - gap;
}

}  // namespace

std::optional<int> choice_of_words(const Ui& ui, const std::vector<std::string>& words,
                                   int chosen) {
  std::optional<int> pressed;
  const float width = width_of_each(ui, words);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  for (int i = 0; i < static_cast<int>(words.size()); ++i) {
    const bool fits =
        ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width <= right + 1;
    if (i > 0 && fits) ImGui::SameLine();
    const ButtonLook look = i == chosen ? ButtonLook::chosen : ButtonLook::plain;
    if (small_button(ui, look, words[static_cast<std::size_t>(i)], width)) pressed = i;
  }
  return pressed;
}

std::optional<int> choice(const Ui& ui, const std::vector<std::string_view>& keys, int chosen) {
  std::vector<std::string> words;
  for (const std::string_view key : keys) words.push_back(ui.say(key));
  return choice_of_words(ui, words, chosen);
}

}  // namespace alongside
