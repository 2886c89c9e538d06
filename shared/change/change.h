#pragma once

#include <optional>
#include <vector>

#include "shared/base/clock.h"
#include "shared/codec/cbor.h"

namespace alongside {

// What an operation does (docs/spec/change.md). Even numbers must be understood. An odd number that
// is not in this list may stand here too: such an operation keeps its place and does nothing.
enum class OpKind : std::uint8_t {
  put = 0,
  seen = 1,  // no effect on any entry: this device has what its deps name
  add = 2,
  remove = 4,
  entry = 6,
  del = 8,
  adopt = 10,
  text_insert = 12,
  text_delete = 14,
};

// One operation, named for ever: which of a batch's changes, which of its operations. A zero batch
// means the batch that says it.
struct OpRef {
  BatchHash batch;
  std::uint16_t change = 0;
  std::uint16_t op = 0;
  friend bool operator==(const OpRef&, const OpRef&) = default;
  friend std::strong_ordering operator<=>(const OpRef&, const OpRef&) = default;
};

struct Op {
  OpKind kind = OpKind::put;
  std::uint64_t field = 0;
  Bytes value;                                 // one encoded item; empty for del
  std::optional<std::vector<OpRef>> replaces;  // ascending; absent = everything in the causal past
};

// One action on one entry. `at` is relative to the batch's.
struct Change {
  std::uint64_t kind = 0;
  EntityId entity;
  std::vector<Op> ops;
  TimeMs at = 0;
};

// The batch that an adoption names, or nothing if the operation is none (docs/spec/change.md).
std::optional<BatchHash> adopted_by(const Op& op);

// The bytes of a change. Requires: 1 to kMaxOps ops, known kinds, at most kMaxRefs replaced each.
Bytes encode_change(const Change& change);

// Errors: malformed, unknown_version (an even number this program does not know: the batch waits),
// too_large.
Result<Change> decode_change(View bytes);

}  // namespace alongside
