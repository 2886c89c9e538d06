#pragma once

#include "shared/change/deps.h"
#include "tests/support/seeded_random.h"

namespace alongside {

// What random worlds of batches may contain.
struct CausalWorldShape {
  std::size_t batches = 20;
  bool has_forks = true;  // a device that was copied writes two chains under one name
  bool has_skips = true;
};

// A random history of a few devices that write and receive: batches in an order in which everything
// named comes first, each with the deps and skips that its device had. A device receives with a
// batch all that is below it.
std::vector<CausalNode> random_history(SeededRandom& random, const CausalWorldShape& shape);

// The naive reading of docs/spec/change.md: whether `earlier` is reached from `later`'s deps down
// its own chain without passing a skip; below a batch that is not in `known` the seq decides.
bool naive_sees(const std::map<BatchHash, CausalNode>& known, const CausalNode& later,
                const BatchRef& earlier);

}  // namespace alongside
