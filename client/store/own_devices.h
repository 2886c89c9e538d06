#pragma once

#include "client/store/vault.h"

namespace alongside {

// The other devices of the vault's own identity (docs/spec/pairing.md). Each is one transaction.
// Errors of all: wrong_passphrase (the roots key does not fit), too_large (a card is full).

// A fact of the vault (facts.h): the DeviceId of one that is let join and has not finished.
inline constexpr std::string_view kFactPairing = "pairing";

// Puts a device that joins on the card. Until keep_admitted() it counts as not finished, also after
// a crash.
Result<bool> admit_device(Vault& vault, const DeviceRecord& guest, const Key& roots_key);
void keep_admitted(Vault& vault);
// Removes a device whose joining was not finished. Nothing where there is none.
Result<bool> turn_out_unfinished(Vault& vault, const Key& roots_key);

}  // namespace alongside
