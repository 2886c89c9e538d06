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

// What others wrote never comes under a batch that is still open: it would count as seen.
void check_open_batches(World& world, std::size_t number);

// Of what has run out, by the signed time or the device's own clock, nothing is shown; and nothing
// is wiped that no device of the owner has stopped (I17).
void check_locks(World& world, std::size_t number);

// No file of the server, and no request so far, holds a word that somebody wrote or a name; the
// same search finds them on a device.
void check_server_is_blind(World& world);

// No faults any more: everybody takes in the cards of those who keep records, and they everybody's;
// then all sync in turn until nothing moves; then one more sync each is one request. (The cards of
// others who write come with what they write.)
void let_it_settle(World& world);

// What only a newer app can read is with everybody who may, and at the server, unchanged.
void check_newer_blobs(World& world);

// Those who read a section and whose devices are there.
std::vector<std::size_t> readers_of(const World& world, const SectionKey& section);

// Whether a payload lies at the server, for who has every key.
bool lies_in_some_stream(World& world, View payload);

// What the EPOCHs of all devices that are there erase.
std::map<EntityId, std::set<BatchHash>> erased_in(World& world);

// Takes down which keys a device has, at this moment.
void note_known_keys(World& world, std::size_t number);

// What must hold when everything has settled in a world with stops. Every saved change of a device
// that syncs is with the one who keeps the record, applied or held; whoever reads all of a section
// has applied what they have applied; whoever reads from some point on agrees about what they have,
// and was given nothing from before.
void check_logs_after_stops(World& world);

// Every key of every section, and who has it: in any row of any vault, in what was ever sealed to
// an inbox (opened with that identity's own keys), or once during the run. Nobody has one that they
// never could have been given (World::consent says who could); whoever reads no more and syncs has
// none left; what such a one ever had the key of is closed, and is not where anything is written
// now (I5, I6).
void check_keys(World& world);

// No device here is ever copied or put back: none has begun chains under fresh keys (I18).
void check_devices(World& world);

// Nothing is erased that nobody asked for. What is erased is in no log and, for who has every key,
// nowhere at the server; what the ERASE had not seen waits, or waited, for the owner to decide.
void check_erased(World& world);

// What must hold when everything has settled: nothing saved is missing in the log of anybody who
// may read it, all agree, nothing vanished that nobody replaced, folds from scratch agree, the
// server has everything, every vault is sound.
void check_settled(World& world);

}  // namespace alongside
