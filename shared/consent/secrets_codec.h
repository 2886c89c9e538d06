#pragma once

#include "shared/codec/cbor.h"
#include "shared/seal/keys.h"

namespace alongside {

// [EK, A, C, D]: every secret of a stream, as one array of an encoding.
void write_secrets(CborWriter& out, const StreamSecrets& secrets);
// Errors: malformed.
Result<StreamSecrets> read_secrets(CborReader& in);

// Errors: malformed.
Result<Key> read_key(CborReader& in);

}  // namespace alongside
