#include "shared/merge/fold.h"

#include <algorithm>
#include <unordered_map>

#include "shared/base/claimed_time.h"

namespace alongside {
namespace {

// One unredacted change of a batch, and its place there.
struct PlacedChange {
  std::uint16_t place;
  Change change;
};

Result<std::vector<PlacedChange>> decode_all(const Batch& batch) {
  std::vector<PlacedChange> changes;
  changes.reserve(batch.elements.size());
  for (std::size_t i = 0; i < batch.elements.size(); ++i) {
    if (batch.elements[i].erased) continue;
    TRY(Change change, decode_change(batch.elements[i].change));
    changes.push_back({static_cast<std::uint16_t>(i), std::move(change)});
  }
  return changes;
}

bool folds(const Op& op) {
  return op.kind != OpKind::adopt && static_cast<unsigned>(op.kind) % 2 == 0;
}

}  // namespace

Result<std::vector<Refused>> fold_batch(const Batch& batch, const FoldedBatch& as,
                                        const std::function<bool(const EntityId&)>& is_erased,
                                        RulesOf rules, const Causality& causality,
                                        EntityStore& store) {
  TRY(const std::vector<PlacedChange> changes, decode_all(batch));
  std::vector<Refused> refused;
  std::unordered_map<EntityState*, EntityFold> folds_of;
  for (const auto& [place, change] : changes) {
    if (std::none_of(change.ops.begin(), change.ops.end(), folds)) continue;
    if (is_erased(change.entity)) continue;
    EntityState& state = store.entry(change.kind, change.entity);
    EntityFold& entry =
        folds_of.try_emplace(&state, state, EntityFold::With{rules(change.kind), causality})
            .first->second;
    for (std::size_t i = 0; i < change.ops.size(); ++i) {
      const Op& op = change.ops[i];
      if (!folds(op)) continue;
      const FoldOp fold{.op = &op,
                        .origin = {as.number, place, static_cast<std::uint16_t>(i)},
                        .author = as.author,
                        .by_owner = as.by_owner,
                        .at = sum_of_claims(batch.header.at, change.at)};
      if (!entry.fold(fold)) {
        refused.push_back({fold.origin, change.entity});
      }
    }
  }
  return refused;
}

}  // namespace alongside
