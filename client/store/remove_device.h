#pragma once

#include "client/store/vault.h"

namespace alongside {

// Removes another device from the cards of all identities kept here, for good. One transaction:
// each of their sections goes on under a key that the device does not know, each identity gets a
// fresh inbox, and what lies ready for the device here is not sent. Everybody else learns it at the
// next syncs.
// Errors: wrong_passphrase (the roots key does not fit), not_found (no card here has such a device,
// or it was removed before), refused (this very device; or this one was removed itself), too_large
// (a card is full).
Result<bool> remove_device(Vault& vault, const DeviceId& device, const Key& roots_key);

}  // namespace alongside
