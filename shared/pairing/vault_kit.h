#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/consent/recovery.h"
#include "shared/protocol/messages.h"

namespace alongside {

// What a new device is given by the one that lets it join: the pairing's kit
// (docs/spec/pairing.md).
struct VaultKit {
  std::vector<IdentityKit> identities;  // exactly one is me
  Invite server;                        // where the vault sends to; its secret is zeros
  // Where a record goes to its person (docs/spec/hand-over.md): the card, as text, of who held it,
  // and the parts that there are.
  struct HandOver {
    std::string card;
    std::set<std::uint64_t> sections;
    friend bool operator==(const HandOver&, const HandOver&) = default;
  };
  std::optional<HandOver> hand_over;
};

// Requires: the server's address is one that is_allowed_url allows.
Bytes encode_vault_kit(const VaultKit& kit);
// Errors: malformed (also: not exactly one identity is me), unknown_version, too_large, refused (an
// address that is not safe to talk to).
Result<VaultKit> decode_vault_kit(View bytes);

}  // namespace alongside
