#pragma once

#include <map>
#include <set>

#include "shared/codec/cbor.h"

namespace alongside {

using ErasedEntries = std::map<EntityId, std::set<BatchHash>>;

// [ [entity, [batch hash*]] * ]: erased entries, each with the batches the ERASE had seen.
void write_erased(CborWriter& out, const ErasedEntries& erased);

// Errors: malformed, too_large.
Result<ErasedEntries> read_erased(CborReader& in);

}  // namespace alongside
