#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// Records follow their people: devices join and are removed, a record goes into its person's hands
// or is erased whole, people met twice are joined. One action each.

// Any of those below.
void move_something(World& world, std::size_t number);

void add_device(World& world, std::size_t number);
// Another device of the same person's; it goes on, or it never comes back.
void remove_other_device(World& world, std::size_t number);
// One that is held here, by a file, to a new device of its person.
void hand_over_one(World& world, std::size_t number);
void erase_whole_record(World& world, std::size_t number);
void call_off_one(World& world, std::size_t number);
void join_or_unjoin(World& world, std::size_t number);

// When everything has settled: of a record that was erased whole, nothing is anywhere; it counts as
// none of the world's from then on. Who held a record that its person took over speaks for them no
// more. Devices of one person agree about who is joined.
void check_moves(World& world);

}  // namespace alongside
