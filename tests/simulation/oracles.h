#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// What must hold, looked at from outside the code under test. Each writes what does not into
// World::failures.

// After a sync that said "sent": the server has everything that the device says it has.
void check_sent(World& world, std::size_t number);

// "Sent" never counts a change that the server does not have (while no old backup took its place).
void check_status(World& world, std::size_t number);

// A device believes no time but what the server told (I4).
void check_time_floor(World& world, std::size_t number);

// No file of the server, and no request so far, holds a word that somebody wrote or a name; the
// same search finds them on a device.
void check_server_is_blind(World& world);

// No faults any more: everybody takes in the cards of those who keep records, and they everybody's;
// then all sync in turn until nothing moves; then one more sync each is one request. (The cards of
// others who write come with what they write.)
void let_it_settle(World& world);

// What must hold when everything has settled: nothing saved is missing in the log of anybody who
// may read it, all agree, nothing vanished that nobody replaced, folds from scratch agree, the
// server has everything, every vault is sound.
void check_settled(World& world);

}  // namespace alongside
