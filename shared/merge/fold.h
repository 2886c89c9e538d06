#pragma once

#include <functional>

#include "shared/change/batch.h"
#include "shared/merge/state.h"

namespace alongside {

// Where a fold keeps its entries: a map in memory, or the vault's table.
class EntityStore {
 public:
  virtual ~EntityStore() = default;
  // The entry as folded so far; a fresh one (kind and id set) if there is none. It stays where it
  // is while a batch is folded.
  virtual EntityState& entry(std::uint64_t kind, const EntityId& id) = 0;
};

using RulesOf = KindRules (*)(std::uint64_t kind);

// What a fold needs to know of one applied batch beside its elements.
struct FoldedBatch {
  std::int64_t number = 0;
  std::int64_t author = 0;
  bool by_owner = false;
};

// An operation that was against the rules of its kind and folded to nothing.
struct Refused {
  Origin origin;
  EntityId entity;
};

// Folds all changes of one applied batch, in order, into `store`, leaving out `erased` entries and
// redacted changes. Batches come in causal order. Adoptions are no state and are passed over.
// Errors: malformed, unknown_version (nothing has been folded then: changes are decoded first).
Result<std::vector<Refused>> fold_batch(const Batch& batch, const FoldedBatch& as,
                                        const std::function<bool(const EntityId&)>& is_erased,
                                        RulesOf rules, const Causality& causality,
                                        EntityStore& store);

}  // namespace alongside
