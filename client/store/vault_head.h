#pragma once

#include "shared/seal/passphrase.h"

namespace alongside {

// The small file beside a vault's database: how its keys are wrapped (docs/spec/vault.md). Two
// keys: one opens the database, one opens root secrets; each is wrapped under the passphrase and
// under the recovery code.
struct VaultHead {
  Salt salt;
  KdfCost cost;
  Bytes vault_by_passphrase, roots_by_passphrase;
  Bytes vault_by_code, roots_by_code;
};

inline constexpr std::size_t kMaxHeadBytes = 4096;

struct VaultKeys {
  Key vault;
  Key roots;
};

Bytes encode_head(const VaultHead& head);
// Errors: malformed, unknown_version, refused (a KDF cost out of bounds).
Result<VaultHead> decode_head(View bytes);

void wrap_by_passphrase(VaultHead& head, const PassphraseKeys& under, const VaultKeys& keys,
                        Random& random);
void wrap_by_code(VaultHead& head, const PassphraseKeys& under, const VaultKeys& keys,
                  Random& random);
// Errors: wrong_passphrase.
Result<VaultKeys> unwrap_by_passphrase(const VaultHead& head, const PassphraseKeys& under);
Result<VaultKeys> unwrap_by_code(const VaultHead& head, const PassphraseKeys& under);

}  // namespace alongside
