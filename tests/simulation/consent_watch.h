#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// What people decide about sharing, and what of it the owners' devices wrote down. It fills
// World::consent; an EPOCH that nobody asked for, or that says otherwise than was asked, is a
// failure. EPOCHs are looked at as raw rows: which there are, in which order they came, and what
// their makers signed; never what the code under test derives from them.

// Asks a device of an owner for something about sharing: `act` does it and says whether it is done.
// Gives whether it was.
bool decide(World& world, std::size_t number, const World::Decision& decision,
            const std::function<bool()>& act);

// Takes down what is new on all devices of owners that can be looked at.
void note_decisions(World& world);

// When everything has settled: what no owner's device that is there knows of counts for nothing. It
// was made by one that was lost since, or that did not know that another one spoke for the record.
void forget_what_never_arrived(World& world);

// Works out who reads and writes what from World::consent.
void work_out_readers(World& world);

// The steps of a section that a device knows.
std::set<EpochId> known_steps(World& world, std::size_t number, const SectionKey& section);

}  // namespace alongside
