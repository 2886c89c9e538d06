#pragma once

#include "client/store/rows.h"
#include "client/store/vault.h"

namespace alongside {

// Keys that were made ready for somebody who may not have them any more do not leave this device.
// Inside the caller's transaction.

// All of a section's keys for an identity or a device (its id's bytes) that is no member now: also
// what was sent is not left again, whatever the server loses.
void take_back_keys(Vault& vault, const SectionRow& section, View who);

// What holds the keys of this EPOCH or history stream for `who` and was not sent. What else it
// carries counts as not handed.
void take_back_unsent(Vault& vault, View what, View who);

// Of all that was made ready for a device, keys and identities, what was not sent.
void take_back_all_keys(Vault& vault, const DeviceId& device);

}  // namespace alongside
