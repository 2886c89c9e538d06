#pragma once

#include "client/store/rows.h"
#include "shared/consent/epoch.h"

namespace alongside {

// What is said to those who held a record until its person took it over (docs/spec/hand-over.md):
// a stop notice that ends their devices as holders. Inside the caller's transaction.

// Says to each of them that this section goes on without them, and what of theirs is accepted; once
// for what it says. `head` is the newest EPOCH. Requires: a section kept here.
void give_hand_over_notices(Vault& vault, const SectionRow& section, const EpochRecord& head);

// Whether such a notice of the owner has come for a device of this vault's identity.
bool is_handed_over(Vault& vault, const SectionRow& section);

}  // namespace alongside
