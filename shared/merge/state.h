#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "shared/merge/entity.h"
#include "shared/sign/hash.h"

namespace alongside {

// Gives the hash of the batch that a fold's owner numbers so.
using HashOfBatch = std::function<BatchHash(std::int64_t)>;

// The canonical bytes of a folded entry: the same on every replica (docs/spec/state.md). Versions
// ascend by (batch hash, change, op). Requires: the entry is present.
Bytes canonical_entity(const EntityState& state, const KindRules& rules,
                       const HashOfBatch& hash_of);

// Adds up a section's digest. Entries are given in ascending order of (id, kind); absent ones are
// left out.
class StateDigest {
 public:
  void add(const EntityState& state, const KindRules& rules, const HashOfBatch& hash_of);
  Hash finish() const;

 private:
  Bytes entries_;
  std::optional<std::pair<EntityId, std::uint64_t>> last_;
};

}  // namespace alongside
