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

// Takes down which streams of sections a device has the key of, at this moment.
void note_known_streams(World& world, std::size_t number);

// What must hold when everything has settled in a world with stops. Every saved change of a device
// that syncs is with the one who keeps the record, applied or held; whoever reads all of a section
// has applied what they have applied; whoever reads from some point on agrees about what they have,
// and was given nothing from before.
void check_logs_after_stops(World& world);

// Whoever reads a section no more, and any key they ever had: the vault has none of it, the newest
// stream is under none of them, and every stream under one of them is closed (I6).
void check_keys_after_stops(World& world);

// What must hold when everything has settled: nothing saved is missing in the log of anybody who
// may read it, all agree, nothing vanished that nobody replaced, folds from scratch agree, the
// server has everything, every vault is sound.
void check_settled(World& world);

}  // namespace alongside
