#pragma once

#include "shared/base/clock.h"
#include "shared/change/deps.h"

namespace alongside {

// The format number of batches that this program writes and reads (docs/spec/change.md).
inline constexpr std::uint64_t kBatchFormat = 1;

// What the author of a batch signs (docs/spec/change.md).
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

// The bytes that are signed. Requires: lists ascend without duplicates, seq and count are not 0, no
// list is longer than kMaxRefs.
Bytes encode_header(const BatchHeader& header);

// Decodes a header that fills `bytes` exactly.
// Errors: malformed, too_large; unknown_version for another format number or an unknown even key.
Result<BatchHeader> decode_header(View bytes);

}  // namespace alongside
