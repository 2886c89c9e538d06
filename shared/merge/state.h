#pragma once

#include <functional>

#include "shared/merge/entity.h"
#include "shared/sign/hash.h"

namespace alongside {

// Gives the hash of the batch that a fold's owner numbers so.
using HashOfBatch = std::function<BatchHash(std::int64_t)>;

// The canonical bytes of a folded entry: the same on every replica (docs/spec/state.md). Versions
// ascend by (batch hash, change, op).
Bytes canonical_entity(const EntityState& state, const KindRules& rules, const HashOfBatch& hash_of);

// Adds up a section's digest: entries in ascending order of (id, kind), absent ones left out.
class StateDigest {
 public:
  void add(const EntityState& state, const KindRules& rules, const HashOfBatch& hash_of);
  Hash finish() const;

 private:
  Bytes entries_;
};

}  // namespace alongside
