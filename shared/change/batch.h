#pragma once

#include "shared/change/change.h"
#include "shared/change/header.h"
#include "shared/sign/merkle.h"
#include "shared/sign/signature.h"

namespace alongside {

// One place in a batch: the encoded change, or the leaf hash that stands for an erased one.
struct BatchElement {
  Bytes change;
  std::optional<Hash> erased;
};

// A batch in full or in a redacted form. `header_bytes` are kept as they were signed.
struct Batch {
  BatchHeader header;
  Bytes header_bytes;
  Signature signature;
  std::vector<Salt> salts;
  std::vector<BatchElement> elements;

  BatchHash hash() const;
  BatchRef ref() const { return {header.chain(), header.seq, hash()}; }
};

// Makes and signs a batch from a header (count and root are filled in here) and its changes.
// `seed` is the salt seed, fresh for each batch. Requires: 1 to kMaxBatchChanges changes, the
// header's device is `device`'s public key.
Batch close_batch(BatchHeader header, std::vector<Bytes> changes, const Salt& seed,
                  const SigningKey& device);

Bytes encode_batch(const Batch& batch);

// Decodes one batch that fills `bytes` exactly, checks the Merkle root and the device's signature.
// The changes inside are decoded by decode_change when they are folded.
// Errors: malformed, too_large, bad_signature; unknown_version for another format number or an
// unknown even key: keep the bytes, the batch waits.
Result<Batch> decode_batch(View bytes);

// The same batch without the changes at `indexes` (ascending): only their leaves remain.
// Errors: malformed (an index beyond the end).
Result<Batch> redact_batch(const Batch& batch, const std::vector<std::size_t>& indexes);

}  // namespace alongside
