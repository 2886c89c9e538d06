#pragma once

#include "shared/sign/signature.h"

namespace alongside {

inline constexpr std::size_t kNonceBytes = 24;
inline constexpr std::size_t kTagBytes = 16;

// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a fresh random nonce in front:
// appends nonce ‖ ciphertext ‖ tag to `out`. `associated` is authenticated and not written.
void append_sealed(Bytes& out, const Key& key, View associated, View plaintext, Random& random);

// The plaintext of nonce ‖ ciphertext ‖ tag.
// Errors: bad_signature (too short, another key, other associated data, or changed bytes).
Result<Bytes> open_sealed_bytes(const Key& key, View associated, View sealed);

}  // namespace alongside
