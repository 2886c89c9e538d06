#pragma once

#include "shared/change/deps.h"
#include "shared/merge/entity.h"

namespace alongside {

// Who had seen what, answered by a graph for batches that its user has numbered. The graph outlives
// it and may grow.
class GraphCausality final : public Causality {
 public:
  explicit GraphCausality(const CausalGraph& graph) : graph_(graph) {}

  // Says that `number` stands for a batch that is in the graph. Requires: neither is taken.
  void number(std::int64_t number, const BatchHash& batch);

  // Requires: the batch is numbered.
  const BatchHash& hash_of(std::int64_t number) const;

  bool sees(std::int64_t later, std::int64_t earlier) const override;
  std::optional<std::int64_t> number_of(const BatchHash& hash, std::int64_t self) const override;
  bool is_owner(std::int64_t batch) const override;

 private:
  const CausalNode& node(std::int64_t number) const;

  const CausalGraph& graph_;
  std::unordered_map<std::int64_t, BatchHash> hashes_;
  std::unordered_map<BatchHash, std::int64_t> numbers_;
};

}  // namespace alongside
