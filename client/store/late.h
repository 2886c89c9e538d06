#pragma once

#include "client/store/placing.h"
#include "shared/change/batch.h"

namespace alongside {

// What was written when a share had ended, run out or been left: it goes to the owner, who decides.
// Inside the caller's transaction.

// Leaves in the owner's inbox what lies in no stream: all of it where there is none that this
// device may still add to, else only what is held. Requires: no open batch.
void tell_owner(Vault& vault, const SectionRow& section, bool only_held);

// The same of one.
void tell_owner_of(Vault& vault, const SectionRow& section, const Unplaced& batch);

// Takes away what a share that has ended had brought here: rows, blobs, keys. My own words that the
// owner has not accepted stay, as late ones. The freed pages are cleared from the file's log by
// finish_leaving(). Requires: no open batch.
void leave_section(Vault& vault, const SectionRow& section);

// After the transaction: empties the database's own log, so that nothing wiped is left on disk, and
// then says so to the owner. Until that has worked, it is tried at every sync. Throws SqliteError.
void finish_leaving(Vault& vault);

// Late words are kept for 14 days past the stop, by signed time. Inside the caller's transaction.
void forget_old_late_words(Vault& vault);

// The texts that a batch puts down, in order.
std::vector<std::string> texts_in(const Batch& batch);

}  // namespace alongside
