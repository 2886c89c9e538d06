#include "shared/consent/visibility.h"

#include <algorithm>

#include "shared/base/plant.h"
#include "shared/consent/ended.h"

namespace alongside {
namespace {

constexpr Visibility kApplied{Standing::applied, Reason::none, {}};

Hash as_hash(const BatchHash& batch) { return {batch.bytes}; }

bool is_applied(const Visibility& visibility) { return visibility.standing == Standing::applied; }

}  // namespace

bool Records::lists(const EpochView& epoch, const Chain& chain) const {
  const bool may_write = chain.admission.is_zero() || epoch.writers.contains(chain.admission);
  return may_write && !ends_chain(epoch.verdict.ended, chain);
}

const Records::ChainStanding& Records::standing_of(const Chain& chain) {
  const auto [at, is_new] = standings_.try_emplace(chain);
  if (!is_new) return at->second;
  ChainStanding& standing = at->second;
  for (const auto& verdict : verdicts_) {
    ++steps_;
    if (ends_chain(verdict->ended, chain) || verdict->gone.contains(chain.admission)) {
      standing.ending.push_back(verdict);
    }
  }
  for (const auto& [id, epoch] : epochs_) {
    ++steps_;
    standing.is_listed = standing.is_listed || lists(*epoch, chain);
  }
  return standing;
}

bool Records::covers(const Verdict& verdict, const BatchRef& batch) {
  if (verdict.adopted.contains(batch.hash)) return true;
  return graph_.is_covered(verdict.frontier, batch);
}

bool Records::covers(const EpochId& epoch, const BatchHash& batch) {
  const auto found = epochs_.find(epoch);
  const CausalNode* node = graph_.find(batch);
  return found != epochs_.end() && node != nullptr && covers(found->second->verdict, node->self);
}

// True if some verdict ends the batch's chain and does not cover the batch. Chains are judged one
// by one: a new admission does not bring back what an older one wrote late.
bool Records::is_beyond_an_end(const BatchRef& batch) {
  const auto& ending = standing_of(batch.chain).ending;
  return std::any_of(ending.begin(), ending.end(),
                     [&](const auto& verdict) { return !covers(*verdict, batch); });
}

bool Records::is_covered_or_listed(const BatchRef& batch) {
  if (standing_of(batch.chain).is_listed) return true;
  return std::any_of(epochs_.begin(), epochs_.end(),
                     [&](const auto& epoch) { return covers(epoch.second->verdict, batch); });
}

Visibility Records::unless_adopted(const BatchRef& batch) {
  ++steps_;
  if (is_beyond_an_end(batch) && !PLANT(ends_are_ignored)) {
    return {Standing::held, Reason::after_end, {}};
  }
  bool is_listed = false;
  std::optional<EpochId> unknown;
  for (const EpochId& head : batches_.at(batch.hash).heads) {
    ++steps_;
    const auto epoch = epochs_.find(head);
    if (epoch == epochs_.end()) {
      unknown = unknown.value_or(head);
    } else {
      is_listed = is_listed || lists(*epoch->second, batch.chain);
    }
  }
  if (!unknown) return is_listed ? kApplied : Visibility{Standing::held, Reason::no_right, {}};
  if (is_covered_or_listed(batch)) return kApplied;
  return {Standing::pending, Reason::waits_epoch, {unknown->bytes}};
}

// Judges one batch, or puts the adoptions it depends on before it. True: it is judged.
bool Records::try_refusal(const BatchHash& batch, std::vector<BatchHash>& todo,
                          std::unordered_set<BatchHash>& begun) {
  const Visibility bare = unless_adopted(graph_.find(batch)->self);
  bool is_accepted = is_applied(bare) || listed_adopted_.contains(batch);
  bool has_to_wait = false;
  if (const auto adopters = adopters_.find(batch); !is_accepted && adopters != adopters_.end()) {
    begun.insert(batch);
    for (const BatchHash& adopter : adopters->second) {
      ++steps_;
      const auto known = refusals_.find(adopter);
      if (known != refusals_.end()) {
        is_accepted = is_accepted || is_applied(known->second);
      } else if (!begun.contains(adopter)) {
        todo.push_back(adopter);
        has_to_wait = true;
      }
    }
  }
  if (has_to_wait && !is_accepted) return false;
  refusals_.emplace(batch, is_accepted ? kApplied : bare);
  return true;
}

// Applied, or why the batch may not be. Requires: it is here.
const Visibility& Records::refusal(const BatchHash& batch) {
  if (const auto known = refusals_.find(batch); known != refusals_.end()) return known->second;
  std::vector<BatchHash> todo{batch};
  std::unordered_set<BatchHash> begun;
  while (!todo.empty()) {
    const BatchHash next = todo.back();
    if (refusals_.contains(next) || try_refusal(next, todo, begun)) todo.pop_back();
  }
  return refusals_.at(batch);
}

bool Records::is_adopted(const BatchHash& batch) {
  if (listed_adopted_.contains(batch)) return true;
  const auto adopters = adopters_.find(batch);
  if (adopters == adopters_.end()) return false;
  return std::any_of(adopters->second.begin(), adopters->second.end(),
                     [&](const BatchHash& adopter) { return is_applied(refusal(adopter)); });
}

bool Records::is_in_base(const BatchRef& batch) {
  if (base_single_.contains(batch.hash)) return true;
  return graph_.is_covered(base_tips_, batch);
}

// Whether a dep that is not here is waited for: not if it lies in the base, and not if it would be
// held anyway.
bool Records::absence_blocks(const BatchRef& dep) {
  ++steps_;
  if (is_in_base(dep) && !PLANT(the_base_is_forgotten)) return false;
  return !is_beyond_an_end(dep) || is_adopted(dep.hash) || PLANT(visibility_waits_for_gaps);
}

// The dep that a batch waits for, if any. Requires: it is here.
const std::optional<BatchHash>& Records::missing(const BatchHash& batch) {
  struct Frame {
    const CausalNode* node;
    std::size_t next = 0;
  };
  std::vector<Frame> path;
  std::unordered_set<BatchHash> begun;
  const auto begin = [&](const BatchHash& hash) {
    if (!missing_.contains(hash) && begun.insert(hash).second) path.push_back({graph_.find(hash)});
  };
  begin(batch);
  while (!path.empty()) {
    Frame& frame = path.back();
    const BatchHash self = frame.node->self.hash;
    if (frame.next == frame.node->deps.size() || PLANT(dep_check_skipped)) {
      missing_.emplace(self, std::nullopt);
      path.pop_back();
      continue;
    }
    ++steps_;
    const BatchRef& dep = frame.node->deps[frame.next];
    bool blocks = false;
    if (graph_.at(dep) == nullptr) {
      blocks = absence_blocks(dep);
    } else if (is_applied(refusal(dep.hash))) {
      const std::size_t depth = path.size();
      begin(dep.hash);
      if (path.size() > depth) continue;
      const auto known = missing_.find(dep.hash);
      blocks = known != missing_.end() && known->second.has_value();
    } else {
      blocks = PLANT(visibility_waits_for_held);
    }
    ++frame.next;
    if (blocks) {
      missing_.emplace(self, dep.hash);
      path.pop_back();
    }
  }
  return missing_.at(batch);
}

Visibility Records::of(const BatchHash& batch) {
  if (!batches_.contains(batch)) {
    return {Standing::pending, Reason::waits_batch, as_hash(batch)};
  }
  const Visibility& refused = refusal(batch);
  if (!is_applied(refused)) return refused;
  const std::optional<BatchHash>& awaited = missing(batch);
  if (awaited) return {Standing::pending, Reason::waits_batch, as_hash(*awaited)};
  return kApplied;
}

}  // namespace alongside
