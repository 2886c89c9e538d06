#pragma once

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "shared/change/ref.h"
#include "shared/change/runs.h"

namespace alongside {

// What causality needs of a batch.
struct CausalNode {
  BatchRef self;
  std::vector<BatchRef> deps;  // newest applied batch of each chain, the own predecessor among them
  std::vector<BatchRef>
      skips;  // at or below the deps, but not applied for, or not held by, the author
};

// The batches of one section as a graph of who had seen what. Batches may be missing anywhere and
// come in any order; every answer depends on the set alone. Nothing here is recursive, and a chain
// without forks and gaps is one step, however long it is.
class CausalGraph {
 public:
  void add(CausalNode node);  // again: nothing happens
  const CausalNode* find(const BatchHash& hash) const;

  // The batch that `ref` names, or nothing if it is not here. A reference whose place is not the
  // batch's own names nothing.
  const CausalNode* at(const BatchRef& ref) const;

  // True if `earlier` was applied for the author of `later`: reachable from later's deps down
  // earlier's own chain without passing a skip. Below a missing batch the seq decides. Never true
  // both ways. A `later` that is not in the graph is one about to be written.
  bool sees(const CausalNode& later, const BatchRef& earlier) const;

  // True if `earlier` is one of `tips` or an ancestor of one in the same chain. Below a missing
  // batch the seq decides, unless another batch that is no tip is known at that place and may be
  // meant. `tips` ascend; none is an ancestor of another.
  bool is_covered(const std::vector<BatchRef>& tips, const BatchRef& earlier) const;

  // Derived logical time: 1 + the largest of the deps, where a missing dep stands for everything
  // here of its chain before it. Who has seen a batch has a larger one. Only for order: it changes
  // when something comes in below. 0 if the batch is not here.
  std::uint64_t lamport(const BatchHash& hash) const;

  // True if `ref` is not here and bears on something that is: a dep of a batch here, or below a
  // missing one of its chain. Once it is added, answers about other batches may change.
  bool is_awaited(const BatchRef& ref) const;

  // True if some batch here stands at the place of `ref`, whatever its hash.
  bool holds_place(const BatchRef& ref) const;

  // What is to be reported of chains: places that hold several batches, and batches that are named
  // as deps and not here. Both ascend.
  std::vector<std::vector<BatchRef>> forks() const;
  std::vector<BatchRef> gaps() const;

  // How many nodes all answers so far have looked at: what the tests of cost count.
  std::uint64_t steps() const { return steps_; }

 private:
  struct Entry {
    CausalNode node;
    std::size_t run = 0;
  };
  // The batches of one chain by seq, and the largest seq of it that was missing when it was named.
  struct Places {
    std::map<std::uint64_t, std::vector<std::size_t>> at;
    std::uint64_t highest_missing = 0;
  };
  // What stops a walk down a chain, and whether the seq decides below a missing batch.
  struct Walk {
    std::vector<BatchRef> skips;  // of that chain, ascending
    bool gap_decides;
  };
  friend class LamportPass;

  std::optional<std::size_t> index_of(const BatchRef& ref) const;
  std::optional<std::size_t> only_predecessor(const CausalNode& node) const;
  void place_in_run(std::size_t index, const std::vector<std::size_t>& waiting);
  void note_missing(std::size_t index);
  bool is_rivalled(const BatchRef& place, const std::vector<BatchRef>& tips) const;
  std::uint64_t blocked_at(std::size_t run, std::uint64_t seq, const Walk& walk) const;
  bool reaches(const std::vector<BatchRef>& from, const BatchRef& to, const Walk& walk) const;
  std::uint64_t lamport_from_deps(const CausalNode& node) const;
  std::uint64_t highest_lamport_before(const BatchRef& missing) const;

  std::deque<Entry> entries_;
  std::unordered_map<BatchHash, std::size_t> index_;
  std::unordered_map<BatchHash, std::vector<std::size_t>> waiting_;  // missing: who names it
  std::unordered_map<Chain, Places> chains_;
  Runs runs_;
  mutable std::vector<std::uint64_t> lamports_;  // by index
  mutable bool lamports_are_known_ = true;
  mutable std::uint64_t steps_ = 0;
};

}  // namespace alongside
