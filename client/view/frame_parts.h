#pragma once

#include "client/view/ui.h"
#include "client/view/widgets/page.h"
#include "client/viewmodel/app.h"

namespace alongside {

// The way back, where there is one.
void draw_back(App& app, const Ui& ui);

// What has just happened, if it is still to be told.
void draw_notice(App& app, const Ui& ui);

// The honest line, and "Not backed up yet" while that is so.
void draw_state(App& app, const Ui& ui);

// The cards of a list of entries; gives the one that was pressed.
std::optional<EntryCard> draw_entries(const Ui& ui, const std::vector<EntryCard>& rows,
                                      std::size_t count);

}  // namespace alongside
