#pragma once

#include "client/view/ui.h"

namespace alongside {

enum class TextLook { body, strong, quiet, small, title, code };

// Words on the page, wrapped to the width there is. `words` are what to show, not a key.
void text(const Ui& ui, TextLook look, const std::string& words);

// The same by key or phrase.
void say(const Ui& ui, TextLook look, std::string_view key);
void say(const Ui& ui, TextLook look, const Phrase& phrase);

// Words on a soft patch: something that has just happened, or that asks for care.
void patch(const Ui& ui, TextLook look, const std::string& words);
void patch(const Ui& ui, const Phrase& phrase);

// Something told on a card that cannot be pressed: a strong line above, and the words below it.
void told_card(const Ui& ui, const std::string& above, const std::string& words);

// The same without a card, for long lists: a quiet line above, and the words below it.
void told_line(const Ui& ui, const std::string& above, const std::string& words);

// Empty room below what was drawn, in multiples of body text.
void gap(const Ui& ui, float ems);

ImFont* font_of(const Ui& ui, TextLook look);
float size_of(const Ui& ui, TextLook look);

// How large `words` are when wrapped to `width` pixels.
ImVec2 measure(const Ui& ui, TextLook look, const std::string& words, float width);

// Paints `words` at a place of the screen, wrapped to `width` pixels.
void paint_words(const Ui& ui, TextLook look, Colour colour, ImVec2 at, const std::string& words,
                 float width);

}  // namespace alongside
