#include "shared/consent/erased_codec.h"

#include "shared/change/list_codec.h"

namespace alongside {

void write_erased(CborWriter& out, const ErasedEntries& erased) {
  out.array(erased.size());
  for (const auto& [entity, seen] : erased) {
    out.array(2).bytes(entity.view());
    write_ids(out, seen);
  }
}

Result<ErasedEntries> read_erased(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "Too many erasures in one record.");
  ErasedEntries erased;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const std::size_t parts, in.array());
    if (parts != 2) return error(ErrorCode::malformed, "An erasure has two parts.");
    TRY(const EntityId entity, in.id<EntityId>());
    if (!erased.empty() && !(erased.rbegin()->first < entity)) {
      return error(ErrorCode::malformed, "Erasures are out of order.");
    }
    TRY(const auto seen, read_ids<BatchHash>(in));
    erased.emplace(entity, std::set<BatchHash>(seen.begin(), seen.end()));
  }
  return erased;
}

}  // namespace alongside
