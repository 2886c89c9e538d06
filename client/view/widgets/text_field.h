#pragma once

#include "client/view/ui.h"
#include "client/viewmodel/text_edit.h"

namespace alongside {

// All typing goes through here, so that one place decides what a keyboard, a clipboard or another
// platform's text input means.

enum class FieldKind {
  words,
  secret  // shown as dots
};

// One line to type in, with its name above it. True when Enter was pressed in it.
bool text_field(const Ui& ui, const Phrase& name, std::string& words, FieldKind kind);
bool text_field(const Ui& ui, std::string_view label_key, std::string& words, FieldKind kind);

// Several lines, soft-wrapped, `height` pixels high, with undo and redo on the keyboard; soft
// breaks stay off the clipboard. With `take_focus` typing goes here from the next frame on. Escape
// leaves the field and keeps the words.
void text_area(const Ui& ui, const std::string& label, TextEdit& edit, float height,
               bool take_focus);

// True while a caret blinks somewhere.
bool is_typing();

// Overwrites what Dear ImGui still holds of the last field typed in. Call after a secret was used.
void forget_typed_words();

}  // namespace alongside
