#pragma once

#include "client/view/ui.h"
#include "client/view/widgets/page.h"
#include "client/viewmodel/app.h"

namespace alongside {

// The top of every screen: the way back, where there is one, else the lock; and in the corner what
// hides everything.
void draw_top(App& app, const Ui& ui);

// In how many seconds it locks by itself, within the last minute. True if there is that to say.
bool draw_warning(App& app, const Ui& ui);

// What has just happened, if it is still to be told.
void draw_notice(App& app, const Ui& ui);

// The honest line, and "Not backed up yet" while that is so. In the last minute before it locks by
// itself, a warning in its place.
void draw_state(App& app, const Ui& ui);

// Of a joined person, that this is one of their records.
void draw_which_record(App& app, const Ui& ui);

// The cards of a list of entries; gives the one that was pressed.
std::optional<EntryCard> draw_entries(const Ui& ui, const std::vector<EntryCard>& rows,
                                      std::size_t count);

}  // namespace alongside
