#pragma once

#include <variant>

#include "shared/seal/keys.h"

namespace alongside {

// What the first sealed byte says (docs/spec/blob.md). Even kinds must be understood.
enum class PayloadKind : std::uint8_t {
  batch = 0,
  control = 2,     // a card or an EPOCH record (docs/spec/consent.md)
  attachment = 4,  // one piece of a picture or a voice note, reserved
  snapshot = 6,    // reserved
  message = 8,     // in an inbox (docs/spec/consent.md)
  pairing = 10,    // between two devices that pair (docs/spec/pairing.md)
  file = 12,       // a piece of a file that people carry (docs/spec/record-file.md)
};

// What a blob holds. `kind` is kept as a number: unknown ones are kept and relayed.
struct Payload {
  std::uint8_t kind = 0;
  Bytes bytes;
};

// Seals a payload into a blob for the stream at `address`: compressed (zstd), padded (Padmé),
// encrypted with XChaCha20-Poly1305 under the stream's content key; seal version and address are
// associated data. A fresh nonce each time: store the blob before sending it and send it again as
// the same bytes. Requires: payload.bytes.size() <= kMaxPayloadBytes.
Bytes seal_blob(const Key& content_key, const Address& address, const Payload& payload,
                Random& random);

// Opens a blob of seal version 1.
// Errors: unknown_version (another seal version: keep and relay it), bad_signature (does not open
// under this key at this address), malformed or too_large (opens, but holds what no honest program
// writes).
Result<Payload> open_blob(const Key& content_key, const Address& address, View blob);

// Seals a payload so that only the holder of `to`'s secret can open it, and anybody can make it:
// an inbox message (seal version 2: an X25519 sealed box with XChaCha20-Poly1305). Where `to` is
// not a proper public key (a point of small order on a hostile card), nobody can open what this
// gives. Requires: payload.bytes.size() <= kMaxPayloadBytes.
Bytes seal_to(const BoxPublic& to, const Payload& payload, Random& random);

// Opens what seal_to made (seal version 2).
// Errors: as open_blob.
Result<Payload> open_sealed(const BoxKey& key, View blob);

// The hash that names a sealed blob everywhere: H("alongside/blob", blob).
Hash blob_hash(View blob);

// The padded length of `size` bytes (Padmé: at most 12 % more, and the length tells at most
// O(log log size) bits). Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files
// and Communication with PURBs", 2019.
std::size_t padme(std::size_t size);

}  // namespace alongside
