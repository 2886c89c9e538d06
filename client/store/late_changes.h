#pragma once

#include "client/store/rows.h"
#include "client/store/tray.h"
#include "shared/change/batch.h"

namespace alongside {

// Changes about an entry that the one who erased it had not seen: the owner decides on them
// (docs/spec/erasing.md). Inside the caller's transaction, where nothing else is said.

// Keeps what a batch says of an erased entry, whole as it was signed, until the owner's devices
// have it. A batch that only removes the entry says nothing.
void keep_late_change(Vault& vault, const SectionRow& section, const EntityId& entity,
                      const Batch& batch);

// Leaves in the owner's inbox what was kept and not told yet; who is not the owner then forgets it.
void tell_late_changes(Vault& vault, const SectionRow& section);

// Those that wait for a decision here, as notes of the tray.
std::vector<HeldNote> late_changes(Vault& vault);
bool is_late_change(Vault& vault, const Hash& id);

// Writes its words as a new entry, as their author's. Errors: not_found, refused, too_large.
Result<bool> adopt_late_change(Vault& vault, const Hash& id);

// Decided: its words are taken off this device, and do not come again.
void forget_late_change(Vault& vault, std::int64_t section, const Hash& id);

}  // namespace alongside
