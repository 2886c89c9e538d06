#pragma once

#include "client/store/vault.h"

namespace alongside {

// The digest of a section's folded entries (docs/spec/state.md). Requires: no open batch there.
Hash section_digest(Vault& vault, std::int64_t section);

}  // namespace alongside
