#pragma once

#include <vector>

#include "shared/change/deps.h"
#include "shared/change/limits.h"
#include "shared/codec/cbor.h"

namespace alongside {

// Lists that mean sets, as they stand in headers and records: ascending, without duplicates, at
// most kMaxRefs long (docs/spec/encoding.md).

// Writes any ascending container of ids.
template <class Container>
void write_ids(CborWriter& out, const Container& ids) {
  out.array(ids.size());
  for (const auto& id : ids) out.bytes(id.view());
}

// Errors: malformed (not ascending, a wrong length), too_large.
template <class AnyId>
Result<std::vector<AnyId>> read_ids(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "A list is too long.");
  std::vector<AnyId> ids;
  ids.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TRY(AnyId id, in.id<AnyId>());
    if (i > 0 && !(ids.back() < id)) return error(ErrorCode::malformed, "A list is out of order.");
    ids.push_back(id);
  }
  return ids;
}

// [ [device, admission, seq, batch hash] * ]. Requires: `refs` ascend.
void write_batch_refs(CborWriter& out, const std::vector<BatchRef>& refs);

// Errors: malformed, too_large.
Result<std::vector<BatchRef>> read_batch_refs(CborReader& in);

}  // namespace alongside
