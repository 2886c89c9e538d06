#pragma once

#include <optional>

#include "client/view/ui.h"

namespace alongside {

// What somebody does at the device in this frame, whatever it is done to. Asked before anything is
// drawn.

// A key, a press, a touch, a movement.
bool is_touched();

// A press, a key or a letter that is not Escape.
bool is_something_else_pressed();

// When Escape was pressed, if it was, in seconds.
std::optional<double> escape_pressed();

// Ctrl+L.
bool is_lock_key_pressed();

// A press at the top right corner of the window.
bool is_corner_pressed(const Ui& ui);

}  // namespace alongside
