#pragma once

#include "client/view/ui.h"
#include "client/viewmodel/save_place.h"

namespace alongside {

// Asks where a new file is to be: the folders there are, or a place to type. True when Enter was
// pressed in that.
bool draw_save_place(SavePlace& place, const Ui& ui);

}  // namespace alongside
