#pragma once

#include <optional>

#include "client/view/ui.h"

namespace alongside {

enum class ButtonLook {
  main,   // the one that goes on
  plain,  // any other
  chosen  // one of several that is chosen now
};

// A button as wide as the room there is, at least 48 px high at ordinary size; its words wrap.
// True in the frame in which it is pressed. `words` are what to show, not a key.
bool big_button(const Ui& ui, ButtonLook look, const std::string& words);

// The same by key.
bool say_button(const Ui& ui, ButtonLook look, std::string_view key);

// A button no wider than its words, for the top of a page; `width` forces one.
bool small_button(const Ui& ui, ButtonLook look, const std::string& words,
                  std::optional<float> width = std::nullopt);

// A card that opens something, as wide as the room there is.
bool card_button(const Ui& ui, const std::string& words);

// The same in grey, with a smaller line or more below the words.
bool quiet_card_button(const Ui& ui, const std::string& words, const std::string& below);

// A card of an entry: a quiet line above, and the words below it.
bool entry_card(const Ui& ui, const std::string& above, const std::string& words);

// The way back, at the top left.
bool back_button(const Ui& ui, std::string_view key);

// Words without a plate that can be pressed, for the top of a page.
bool link_button(const Ui& ui, const std::string& words);

// A small button at the right end of the line before, or, where there is no room or with
// `same_line` false, of a line of its own.
bool corner_button(const Ui& ui, const std::string& words, bool same_line);

}  // namespace alongside
