#pragma once

#include <unordered_map>
#include <vector>

#include "shared/base/id.h"

namespace alongside {

// A chain: what one device wrote in one section under one admission. After re-admission a new one
// begins at seq 1.
struct Chain {
  DeviceId device;
  AdmissionId admission;
  friend bool operator==(const Chain&, const Chain&) = default;
  friend std::strong_ordering operator<=>(const Chain&, const Chain&) = default;
};

// One batch, named: its place in its chain and its hash. Two hashes at one place are a fork.
struct BatchRef {
  Chain chain;
  std::uint64_t seq = 0;
  BatchHash hash;
  friend bool operator==(const BatchRef&, const BatchRef&) = default;
  friend std::strong_ordering operator<=>(const BatchRef&, const BatchRef&) = default;
};

// What causality needs of a batch.
struct CausalNode {
  BatchRef self;
  std::vector<BatchRef> deps;   // newest applied batch of each chain, the own predecessor among them
  std::vector<BatchRef> skips;  // at or below the deps, but not applied for, or not held by, the author
};

// The batches of one section as a graph of who had seen what. Batches may be missing anywhere.
class CausalGraph {
 public:
  void add(CausalNode node);
  const CausalNode* find(const BatchHash& hash) const;

  // True if `earlier` was applied for the author of `later`: reachable from later's deps down
  // earlier's own chain without passing a skip. Below a missing batch the seq decides.
  bool sees(const CausalNode& later, const BatchRef& earlier) const;

  // True if `earlier` is `tip` or an ancestor of it in the same chain; below a missing batch the seq
  // decides, unless another batch is known at that place.
  bool is_at_or_below(const BatchRef& tip, const BatchRef& earlier) const;

  // Derived logical time: 1 + the largest of the deps that are here; for display order only.
  // Never recursive: chains can be long.
  std::uint64_t lamport(const BatchHash& hash) const;

 private:
  const BatchRef* own_predecessor(const CausalNode& node, const BatchRef& below) const;
  std::unordered_map<BatchHash, CausalNode> nodes_;
};

}  // namespace alongside

template <>
struct std::hash<alongside::Chain> {
  std::size_t operator()(const alongside::Chain& chain) const noexcept {
    return std::hash<alongside::DeviceId>()(chain.device) * 31 +
           std::hash<alongside::AdmissionId>()(chain.admission);
  }
};
