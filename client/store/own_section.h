#pragma once

#include "client/store/inbox.h"
#include "client/store/rows.h"
#include "shared/consent/own_keys.h"

namespace alongside {

// A section as its owner's devices have it: every key, to give to and to take from another of them.
// Inside the caller's transaction.

// All keys of a section kept here, each EPOCH, grant and history stream by itself, earlier ones
// first. Requires: it is kept here.
std::vector<OwnKeys> own_keys_of(Vault& vault, const SectionRow& section);

// Takes in keys that one of the owner's devices gave. Gives the section's row.
// Errors: malformed (they do not check out). Requires: the owner's card is known here.
ActedOn keep_own_keys(Vault& vault, const RootId& owner, const OwnKeys& keys);

}  // namespace alongside
