#pragma once

#include <vector>

#include "shared/consent/recovery.h"
#include "shared/protocol/messages.h"

namespace alongside {

// What a new device is given by the one that lets it join: the pairing's kit
// (docs/spec/pairing.md).
struct VaultKit {
  std::vector<IdentityKit> identities;  // exactly one is me
  Invite server;                        // where the vault sends to; its secret is zeros
};

// Requires: the server's address is one that is_allowed_url allows.
Bytes encode_vault_kit(const VaultKit& kit);
// Errors: malformed (also: not exactly one identity is me), unknown_version, too_large, refused (an
// address that is not safe to talk to).
Result<VaultKit> decode_vault_kit(View bytes);

}  // namespace alongside
