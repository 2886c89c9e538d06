#include "shared/merge/graph_causality.h"

#include "shared/base/check.h"

namespace alongside {

void GraphCausality::number(std::int64_t number, const BatchHash& batch) {
  MUST(graph_.find(batch) != nullptr);
  MUST(hashes_.emplace(number, batch).second && numbers_.emplace(batch, number).second);
}

const BatchHash& GraphCausality::hash_of(std::int64_t number) const {
  const auto found = hashes_.find(number);
  MUST(found != hashes_.end());
  return found->second;
}

const CausalNode& GraphCausality::node(std::int64_t number) const {
  const CausalNode* const found = graph_.find(hash_of(number));
  MUST(found != nullptr);
  return *found;
}

bool GraphCausality::sees(std::int64_t later, std::int64_t earlier) const {
  return graph_.sees(node(later), node(earlier).self);
}

std::optional<std::int64_t> GraphCausality::number_of(const BatchHash& hash,
                                                      std::int64_t self) const {
  if (hash.is_zero()) return self;
  const auto found = numbers_.find(hash);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

bool GraphCausality::is_owner(std::int64_t batch) const {
  return node(batch).self.chain.admission.is_zero();
}

}  // namespace alongside
