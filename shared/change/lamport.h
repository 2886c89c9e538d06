#pragma once

#include <set>
#include <tuple>

#include "shared/change/deps.h"

namespace alongside {

// Works out the lamport times of a whole graph, for when batches came in out of order. A pass from
// what follows nothing upwards (Kahn 1962), where a missing dep stands for everything here of its
// chain before it. A fork together with a gap can make two batches wait for each other that way;
// then the smaller one goes first, whatever stands above its gap.
class LamportPass {
 public:
  explicit LamportPass(const CausalGraph& graph);

  // The times by index of the graph.
  std::vector<std::uint64_t> run();

 private:
  // A node of the pass: first all batches, then for each chain with gaps and each seq in it one
  // that stands for everything of the chain up to there.
  struct Node {
    std::vector<std::size_t> followers;      // wait because a dep of theirs is this batch
    std::vector<std::size_t> gap_followers;  // wait because of a gap
    std::size_t waits = 0;
    std::size_t gap_waits = 0;
    std::uint64_t time = 0;  // the largest of what it follows, while it waits
    bool is_done = false;
  };

  void number_prefixes(const Chain& chain);
  void link_gap(const BatchRef& missing, std::size_t after);
  void settle(std::size_t node);
  void finish(std::size_t node);

  const CausalGraph& graph_;
  std::vector<Node> nodes_;
  std::unordered_map<Chain, std::map<std::uint64_t, std::size_t>> prefixes_;
  std::vector<std::size_t> ready_;
  std::set<std::tuple<BatchRef, std::size_t>> held_by_gaps_;
};

}  // namespace alongside
