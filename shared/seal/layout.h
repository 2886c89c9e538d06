#pragma once

#include "shared/seal/blob.h"

namespace alongside {

// What lies inside a seal (docs/spec/blob.md):
// u8 kind ‖ u32be n ‖ zstd frame of n bytes ‖ zeros up to the padded length.
// Requires: payload.bytes.size() <= kMaxPayloadBytes.
Bytes lay_out(const Payload& payload);

// Reads what lay_out writes. Room is made only after the frame has said that it fits the limit.
// Errors: malformed (another padding, a frame with a dictionary, a checksum or no size, bytes that
// do not unpack), too_large.
Result<Payload> read_layout(View plaintext);

}  // namespace alongside
