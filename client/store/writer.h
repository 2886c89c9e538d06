#pragma once

#include "client/store/rows.h"
#include "shared/consent/card.h"

namespace alongside {

// The keys under which this vault writes batches: those of its device, or, once a chain of its was
// seen to go on elsewhere (the vault was put back from a copy, or there is a second one of it),
// fresh ones, so that no chain goes on that is not this vault's own latest (docs/spec/sync.md).
// The fresh ones are certified at the next unlock, when the roots can sign; until then others keep
// what they write waiting, and EPOCHs and messages go on under the device's own keys.
// Inside the caller's transaction.

DeviceKeys writer(Vault& vault);
DeviceId writer_id(Vault& vault);

// A batch that names this vault's writer and was not made by it: from now on others write here.
void begin_fresh_chains(Vault& vault);

// Puts waiting fresh keys on the cards of all identities kept here; from then on they are the
// device's. Errors: wrong_passphrase (the roots key does not fit).
Result<bool> certify_fresh_keys(Vault& vault, const Key& roots_key);

}  // namespace alongside
