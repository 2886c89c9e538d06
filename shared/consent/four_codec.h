#pragma once

#include "shared/codec/cbor.h"
#include "shared/seal/keys.h"

namespace alongside {

// [hR, hA, hC, hD], the four hashes of a stream.
void write_four_hashes(CborWriter& out, const FourHashes& four);
// Errors: malformed.
Result<FourHashes> read_four_hashes(CborReader& in);

// The same as 128 bytes, for a local store.
Bytes four_to_bytes(const FourHashes& four);
Result<FourHashes> four_from_bytes(View bytes);

}  // namespace alongside
