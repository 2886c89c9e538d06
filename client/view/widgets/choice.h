#pragma once

#include <optional>
#include <vector>

#include "client/view/ui.h"

namespace alongside {

// Buttons of which one is chosen, side by side while they fit, else below each other. Gives the one
// pressed in this frame.
std::optional<int> choice_of_words(const Ui& ui, const std::vector<std::string>& words, int chosen);

// The same by keys.
std::optional<int> choice(const Ui& ui, const std::vector<std::string_view>& keys, int chosen);

}  // namespace alongside
