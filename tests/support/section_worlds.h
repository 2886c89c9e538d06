#pragma once

#include <set>

#include "shared/merge/fold.h"
#include "shared/merge/graph_causality.h"
#include "shared/merge/memory_store.h"
#include "tests/support/causal_worlds.h"

namespace alongside {

// One batch of a section's history: where it stands and what it says. The owner's chains are those
// with a zero admission.
struct SectionBatch {
  CausalNode node;
  std::int64_t author = 0;
  std::vector<Change> changes;

  bool by_owner() const { return node.self.chain.admission.is_zero(); }
};

// A random history in which a few devices edit three entries of two kinds with two fields each,
// from small ranges, so that everything meets. Kind 0 has the lax rules of `lax_rules`, kind 2 the
// strict.
std::vector<SectionBatch> random_section(SeededRandom& random, const CausalWorldShape& shape);

// Kind 0: anyone removes. Kind 2: only the author or the owner removes, and the owner's words are
// edited only by the owner. Kind 4: as 2, and append-only.
KindRules mixed_rules(std::uint64_t kind);

// The naive reading of docs/spec/state.md: the digest of a section, every operation compared with
// every other one.
Hash naive_digest(const std::vector<SectionBatch>& batches, const std::set<EntityId>& erased);

// The product's fold of `batches` in the order given, each folded once.
// Requires: what a batch has seen comes before it.
class FoldedSection {
 public:
  FoldedSection(const std::vector<SectionBatch>& batches, const std::set<EntityId>& erased);
  FoldedSection(const FoldedSection&) = delete;
  FoldedSection& operator=(const FoldedSection&) = delete;
  void fold(const SectionBatch& batch);
  Hash digest() const;
  const MemoryStore& store() const { return store_; }
  const GraphCausality& causality() const { return causality_; }

 private:
  std::set<EntityId> erased_;
  CausalGraph graph_;
  GraphCausality causality_;
  MemoryStore store_;
};

// The batches in a random order in which what a batch has seen comes before it.
std::vector<SectionBatch> in_random_causal_order(SeededRandom& random,
                                                 const std::vector<SectionBatch>& batches);

}  // namespace alongside
