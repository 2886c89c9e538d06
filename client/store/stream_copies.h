#pragma once

#include "client/store/rows.h"

namespace alongside {

// What remains of streams of which something was erased goes to streams of its own, and the old
// ones are dropped (docs/spec/erasing.md). Inside the caller's transaction.

// Whether there is anything for go_on_copying() to do.
bool has_copies_to_make(Database& db, std::int64_t section);

// One step further, as far as what the server has said allows. Requires: a section kept here, no
// open batch. What is to be given to others then is handed out by hand_out().
void go_on_copying(Vault& vault, const SectionRow& section);

// Whether something of a section that was erased may still lie at the server.
bool lies_at_the_server(Database& db, std::int64_t section);

// Whether a server is still to be asked to drop a section's stream.
bool has_streams_to_drop(Database& db);

// A section's stream was dropped, proven by D: its blobs are forgotten, the batches stay.
void forget_dropped(Vault& vault, std::int64_t stream);

// A stream of an erased record was dropped: the hashes of its blobs are not needed any more.
void forget_order(Database& db, std::int64_t stream);

// After the server started anew: streams that this vault had dropped are looked at again.
void look_at_dropped_again(Database& db);

}  // namespace alongside
