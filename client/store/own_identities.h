#pragma once

#include "client/store/inbox.h"
#include "shared/consent/recovery.h"

namespace alongside {

// The roots of the identities kept here, the vault's own first.
std::vector<RootId> kept_identities(Vault& vault);

// An identity that this vault has begun to hold for somebody, for its other devices: whose record
// one of them keeps, all keep (docs/spec/pairing.md). Inside the caller's transaction.
void hand_identity(Vault& vault, const IdentityKit& kit);

// One that another device of the identity has begun to hold. Errors: malformed.
ActedOn accept_own_identity(Vault& vault, const Message& message);

}  // namespace alongside
