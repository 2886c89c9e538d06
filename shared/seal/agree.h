#pragma once

#include "shared/seal/keys.h"

namespace alongside {

// The key that two box keys share: HChaCha20(X25519(mine, theirs), 16 zero bytes), the same on both
// sides (docs/spec/pairing.md). It says nothing of who the other is.
// Errors: refused (`theirs` is a point of small order, with which everybody would share a key).
Result<Key> agree(const BoxKey& mine, const BoxPublic& theirs);

}  // namespace alongside
