#pragma once

#include "shared/change/change.h"
#include "shared/change/deps.h"
#include "shared/sign/merkle.h"
#include "shared/sign/signature.h"

namespace alongside {

// What the author signs (docs/spec/change.md).
struct BatchHeader {
  SpaceId space;
  std::uint64_t section = 0;
  std::vector<EpochId> heads;  // EPOCH heads the author knew, ascending
  DeviceId device;
  RootId author;
  AdmissionId admission;  // zero: the owner's own
  std::uint64_t seq = 0;
  std::vector<BatchRef> deps;   // ascending
  std::vector<BatchRef> skips;  // ascending
  std::uint64_t count = 0;
  Hash root;
  TimeMs at = 0;

  Chain chain() const { return {device, admission}; }
};

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

// A batch of another format number, whole and unread: kept and relayed.
struct OpaqueBatch {
  std::uint64_t format = 0;
};

// Makes and signs a batch from a header (count and root are filled in here) and its changes.
// `seed` is the salt seed, fresh for each batch. Requires: 1 to kMaxBatchChanges changes.
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
