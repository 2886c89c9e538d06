#pragma once

#include <map>

#include "shared/merge/fold.h"

namespace alongside {

// Entries of one section in memory, in the order of its digest.
class MemoryStore final : public EntityStore {
 public:
  EntityState& entry(std::uint64_t kind, const EntityId& id) override {
    const auto [at, is_new] = entries_.try_emplace({id, kind});
    if (is_new) {
      at->second.kind = kind;
      at->second.id = id;
    }
    return at->second;
  }

  // All entries ever touched, absent ones too, ascending by (id, kind).
  const std::map<std::pair<EntityId, std::uint64_t>, EntityState>& entries() const {
    return entries_;
  }

  // The digest of the section (docs/spec/state.md).
  Hash digest(RulesOf rules, const HashOfBatch& hash_of) const {
    StateDigest digest;
    for (const auto& [name, state] : entries_) digest.add(state, rules(name.second), hash_of);
    return digest.finish();
  }

 private:
  std::map<std::pair<EntityId, std::uint64_t>, EntityState> entries_;
};

}  // namespace alongside
