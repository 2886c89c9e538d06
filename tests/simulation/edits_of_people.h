#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// What people do at their devices, one action each; what they are told afterwards goes into the
// world's records.

void write_note(World& world, std::size_t number);  // in a person's record, or with no person yet
void write_goal(World& world, std::size_t number);
void record_what_happened(World& world, std::size_t number);  // a pause, a return …
void open_entry(World& world, std::size_t number);            // look at one, to edit it later
void edit_entry(World& world, std::size_t number);            // from what is or was on the screen
void save_unchanged(World& world, std::size_t number);
void choose_one(World& world, std::size_t number);  // of several versions
void remove_one(World& world, std::size_t number);
void move_loose_note(World& world, std::size_t number);
void erase_one(World& world, std::size_t number);  // of a record kept there
void keep_draft(World& world, std::size_t number);
void share_part(World& world, std::size_t number);
void stop_part(World& world, std::size_t number);
void keep_late_note(World& world, std::size_t number);
void take_in_card(World& world, std::size_t number, std::size_t of);
// A device is lost; what it had sent comes back on another one by its recovery code.
void lose_and_recover(World& world, std::size_t number);
void write_with_newer_app(World& world, std::size_t number);

}  // namespace alongside
