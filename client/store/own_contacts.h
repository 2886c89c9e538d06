#pragma once

#include "client/store/cards.h"
#include "client/store/vault.h"

namespace alongside {

// Cards that were taken in by hand, for the identity's other devices and its recovery code: whom
// one of them met, all know (docs/spec/recovery.md). Inside the caller's transaction.
void hand_contacts(Vault& vault);

// A card that was taken in by hand, here or on another of the identity's devices.
// Errors: bad_signature, malformed, unknown_version, too_large.
Result<bool> keep_contact(Vault& vault, const CardText& card, CardFrom from);

}  // namespace alongside
