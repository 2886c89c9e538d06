#pragma once

#include <set>

#include "client/store/rows.h"
#include "client/store/vault.h"

namespace alongside {

// What a device's removal from a card brings in the records kept here: what is written from now on
// it cannot read, and what it still writes is held (docs/spec/consent.md).

// Each section kept here that `root` owns or may read is to go on without these devices. Inside the
// caller's transaction.
void wish_ended(Vault& vault, const RootId& root, const std::set<DeviceId>& devices);

// Does what was wished and can be done: an EPOCH under a fresh key that ends the devices. What
// cannot yet, because another device's EPOCH is still to come, stays wished. One transaction;
// called at the beginning of a sync, so that what another device did about it has come. Throws
// SqliteError.
void end_removed_devices(Vault& vault);
// The same inside the caller's transaction.
void end_wished(Vault& vault);

// Whether this very device was removed from the card for which it writes in the section: it takes
// no part any more, and what it has goes to the owner to decide.
bool is_removed_here(Vault& vault, const SectionRow& section);
// Whether it was removed from the vault's own card.
bool is_removed(Vault& vault);

}  // namespace alongside
