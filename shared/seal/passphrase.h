#pragma once

#include <optional>

#include "shared/seal/keys.h"

namespace alongside {

// How hard a passphrase is to guess: Argon2id (RFC 9106) operations and memory. Read from a file
// that an attacker may have changed, so both are bounded on read (I20).
struct KdfCost {
  std::uint64_t operations = 3;
  std::uint64_t memory_bytes = 268435456;

  static KdfCost moderate() { return {3, 268435456}; }  // libsodium MODERATE: the default
  static KdfCost light() { return {2, 67108864}; }      // libsodium INTERACTIVE: the floor
};

// Errors: refused if the cost is below the floor (light) or above the ceiling (10 operations, 1
// GiB).
Result<bool> check_cost(const KdfCost& cost);

// 64 bytes from a passphrase: one Argon2id run gives the keys for two locks.
struct PassphraseKeys {
  Key vault;  // opens the vault's own key
  Key roots;  // opens what only a typed passphrase may open: root secrets
};

// Errors: refused (check_cost), too_large if the memory is not to be had.
Result<PassphraseKeys> keys_from_passphrase(View passphrase, const Salt& salt, const KdfCost& cost);

// A recovery code: 128 random bits as groups of five Crockford base-32 letters, the last letter of
// each group a check on that group, e.g. "0G7KP-…" (docs/spec/keys.md). Small letters, spaces, O
// for 0 and I or L for 1 are forgiven on reading.
using RecoverySecret = Secret<16>;
std::string recovery_code(const RecoverySecret& secret);

// Errors: usage, naming the first group that cannot be right ("group 3").
Result<RecoverySecret> read_recovery_code(std::string_view typed);
// That group, from 1. Nothing: no single group is wrong.
std::optional<int> wrong_code_group(std::string_view typed);

// The keys that a recovery code opens a vault with.
PassphraseKeys keys_from_recovery(const RecoverySecret& secret);

// Encrypts a short secret under a key (XChaCha20-Poly1305, random nonce in front); `purpose` is
// associated data, so that one wrapped secret cannot stand in another's place.
Bytes wrap(const Key& under, std::string_view purpose, View secret, Random& random);

// Errors: wrong_passphrase if it does not open.
Result<Bytes> unwrap(const Key& under, std::string_view purpose, View wrapped);

}  // namespace alongside
