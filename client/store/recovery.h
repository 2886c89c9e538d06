#pragma once

#include "client/store/vault.h"
#include "shared/consent/recovery.h"

namespace alongside {

// What this vault leaves at the server for its own recovery code (docs/spec/recovery.md). Inside
// the caller's transaction.

// From now on this code recovers: its stream and box become known here. The stream of an earlier
// code is to be dropped, and all keys and contacts are handed out anew.
void recover_by(Vault& vault, const RecoverySecret& secret);

// The box that can be recovered from is sealed to. Nothing: a vault of an earlier version, whose
// code only opens it where it lies.
std::optional<BoxPublic> recovery_box(Vault& vault);
// The box's id, where keys are handed out.
std::optional<DeviceId> recovery_recipient(Vault& vault);

// Whether another device that was recovered with the same code has renewed it.
bool is_code_over(Vault& vault);

// All of an identity kept here. Requires: `root_seed` is that root's.
IdentityKit kit_of(Vault& vault, const RootId& root, const Key& root_seed);

// Names all kits of an identity that were left, in `handed`.
Hash kits_of(const RootId& root);

// Leaves an identity kept here for the code. Nothing is left where there is no recovery box.
void leave_kit(Vault& vault, const RootId& root, const Key& root_seed);
// The same of all of them. Errors: wrong_passphrase (the roots key does not fit).
Result<bool> leave_all_kits(Vault& vault, const Key& roots_key);

// All of them, for a device that joins. Errors: wrong_passphrase.
Result<std::vector<IdentityKit>> all_kits(Vault& vault, const Key& roots_key);
// Keeps each identity here, with this device on its card. Gives the one that is me. Errors:
// malformed (a card that does not check out). Requires: one of them is me.
Result<IdentityKit> keep_kits(Vault& vault, const std::vector<IdentityKit>& kits);

// Takes in what lies in the recovery stream: each identity is kept here, with this device on its
// card. Gives the one that is me. Errors: not_found (there is none), malformed.
Result<IdentityKit> take_in_kits(Vault& vault);

// The box that opens what was sealed to a device: this one's, or the recovery box while this vault
// is being recovered. Nothing: it is for another device.
std::optional<BoxKey> box_of(Vault& vault, const DeviceId& device);

}  // namespace alongside
