#pragma once

#include "client/store/vault.h"

namespace alongside {

// The person's side of handing a record over (docs/spec/hand-over.md).

// From now on only this device speaks for the vault's own identity: a fresh root follows the one
// that others know, every other device goes off the card, the inbox is a fresh one, and each
// section goes on under a key that nobody else has but those it is shared with. One transaction;
// everybody else learns it at the next syncs.
// Errors: wrong_passphrase (the roots key does not fit), refused (a charity's vault; this device
// was removed itself; another root follows the one that is here), too_large (the card is full).
Result<bool> take_over(Vault& vault, const Key& roots_key);

}  // namespace alongside
