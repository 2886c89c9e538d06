#pragma once

#include "client/view/ui.h"
#include "client/viewmodel/qr_squares.h"

namespace alongside {

// Squares for a camera, as large as there is room for, with the light edge that it needs. `words`
// say what it is, for whoever cannot see it.
void qr_picture(const Ui& ui, const QrSquares& squares, const std::string& words);

}  // namespace alongside
