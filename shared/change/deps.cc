#include "shared/change/deps.h"

#include <algorithm>
#include <unordered_set>

#include "shared/base/plant.h"
#include "shared/change/lamport.h"

namespace alongside {
namespace {

bool contains(const std::vector<BatchRef>& ascending, const BatchRef& ref) {
  return std::binary_search(ascending.begin(), ascending.end(), ref);
}

// Those of the ascending `refs` that belong to `chain`.
std::vector<BatchRef> within(const std::vector<BatchRef>& refs, const Chain& chain) {
  if (refs.empty()) return {};
  const auto before = [](const BatchRef& ref, const Chain& other) { return ref.chain < other; };
  auto at = std::lower_bound(refs.begin(), refs.end(), chain, before);
  std::vector<BatchRef> found;
  for (; at != refs.end() && at->chain == chain; ++at) found.push_back(*at);
  return found;
}

}  // namespace

void CausalGraph::add(CausalNode node) {
  if (index_.contains(node.self.hash)) return;
  std::sort(node.skips.begin(), node.skips.end());
  const bool is_late = is_awaited(node.self);
  const std::size_t index = entries_.size();
  const BatchRef self = node.self;
  index_.emplace(self.hash, index);
  entries_.push_back({std::move(node)});
  chains_[self.chain].at[self.seq].push_back(index);
  std::vector<std::size_t> waiting;
  if (const auto found = waiting_.find(self.hash); found != waiting_.end()) {
    waiting = std::move(found->second);
    waiting_.erase(found);
  }
  note_missing(index);
  place_in_run(index, waiting);
  if (is_late) lamports_are_known_ = false;
  lamports_.push_back(0);
  if (lamports_are_known_) lamports_[index] = lamport_from_deps(entries_[index].node);
}

const CausalNode* CausalGraph::find(const BatchHash& hash) const {
  const auto found = index_.find(hash);
  return found == index_.end() ? nullptr : &entries_[found->second].node;
}

const CausalNode* CausalGraph::at(const BatchRef& ref) const {
  const auto index = index_of(ref);
  return index ? &entries_[*index].node : nullptr;
}

std::optional<std::size_t> CausalGraph::index_of(const BatchRef& ref) const {
  const auto found = index_.find(ref.hash);
  if (found == index_.end() || entries_[found->second].node.self != ref) return std::nullopt;
  return found->second;
}

void CausalGraph::note_missing(std::size_t index) {
  for (const BatchRef& dep : entries_[index].node.deps) {
    if (index_.contains(dep.hash)) continue;
    waiting_[dep.hash].push_back(index);
    std::uint64_t& highest = chains_[dep.chain].highest_missing;
    highest = std::max(highest, dep.seq);
  }
}

// The batch that `node` directly follows, if there is exactly one in its chain and it is here.
std::optional<std::size_t> CausalGraph::only_predecessor(const CausalNode& node) const {
  const BatchRef* only = nullptr;
  for (const BatchRef& dep : node.deps) {
    if (dep.chain != node.self.chain) continue;
    if (only != nullptr) return std::nullopt;
    only = &dep;
  }
  if (only == nullptr || only->seq + 1 != node.self.seq) return std::nullopt;
  return index_of(*only);
}

void CausalGraph::place_in_run(std::size_t index, const std::vector<std::size_t>& waiting) {
  Entry& entry = entries_[index];
  const auto before = only_predecessor(entry.node);
  if (before && runs_.high(entries_[*before].run) == *before) {
    entry.run = entries_[*before].run;
    runs_.extend(entry.run, index);
  } else {
    entry.run = runs_.begin(index);
  }
  for (const std::size_t child : waiting) {
    const Entry& above = entries_[child];
    if (runs_.high(entry.run) == index && runs_.low(above.run) == child &&
        only_predecessor(above.node) == index) {
      runs_.join(entry.run, above.run);
    }
  }
}

bool CausalGraph::sees(const CausalNode& later, const BatchRef& earlier) const {
  const Walk walk{
      PLANT(merge_ignores_skips) ? std::vector<BatchRef>() : within(later.skips, earlier.chain),
      true};
  if (!reaches(later.deps, earlier, walk)) return false;
  const std::uint64_t when = lamport(later.self.hash);
  return when == 0 || lamport(earlier.hash) < when;
}

bool CausalGraph::is_covered(const std::vector<BatchRef>& tips, const BatchRef& earlier) const {
  const std::vector<BatchRef> mine = within(tips, earlier.chain);
  if (mine.empty()) return false;
  return reaches(mine, earlier, {{}, !is_rivalled(earlier, mine)});
}

// True if another batch is known at a place that is no tip: it may be the one below a missing
// batch.
bool CausalGraph::is_rivalled(const BatchRef& place, const std::vector<BatchRef>& tips) const {
  const auto chain = chains_.find(place.chain);
  if (chain == chains_.end()) return false;
  const auto at = chain->second.at.find(place.seq);
  if (at == chain->second.at.end()) return false;
  return std::any_of(at->second.begin(), at->second.end(), [&](std::size_t index) {
    const BatchRef& other = entries_[index].node.self;
    return other.hash != place.hash && !contains(tips, other);
  });
}

// The highest of the skips that lies in `run` at or below `seq`, or 0.
std::uint64_t CausalGraph::blocked_at(std::size_t run, std::uint64_t seq, const Walk& walk) const {
  std::uint64_t highest = 0;
  for (const BatchRef& skip : walk.skips) {
    const auto index = index_of(skip);
    if (index && skip.seq <= seq && runs_.find(entries_[*index].run) == run) {
      highest = std::max(highest, skip.seq);
    }
  }
  return highest;
}

bool CausalGraph::reaches(const std::vector<BatchRef>& from, const BatchRef& to,
                          const Walk& walk) const {
  std::vector<BatchRef> unvisited;
  const auto go_to = [&](const BatchRef& ref) {
    ++steps_;
    const bool may = ref.chain == to.chain && ref.seq >= to.seq && !contains(walk.skips, ref);
    if (may) unvisited.push_back(ref);
  };
  const auto goal = index_of(to);
  const bool gap_decides =
      walk.gap_decides && (walk.skips.empty() || walk.skips.back().seq < to.seq);
  std::unordered_set<std::size_t> left;
  for (const BatchRef& ref : from) go_to(ref);
  while (!unvisited.empty()) {
    const BatchRef ref = unvisited.back();
    unvisited.pop_back();
    if (ref.hash == to.hash) return true;
    const auto index = index_of(ref);
    if (!index) {
      if (gap_decides && ref.seq > to.seq) return true;
      continue;
    }
    const std::size_t run = runs_.find(entries_[*index].run);
    const std::uint64_t blocked = blocked_at(run, ref.seq, walk);
    if (goal && runs_.find(entries_[*goal].run) == run && to.seq <= ref.seq && to.seq > blocked) {
      return true;
    }
    const CausalNode& low = entries_[runs_.low(run)].node;
    if (blocked > 0 || low.self.seq < to.seq || !left.insert(run).second) continue;
    for (const BatchRef& dep : low.deps) go_to(dep);
  }
  return false;
}

std::uint64_t CausalGraph::lamport(const BatchHash& hash) const {
  const auto found = index_.find(hash);
  if (found == index_.end()) return 0;
  if (!lamports_are_known_) {
    lamports_ = LamportPass(*this).run();
    lamports_are_known_ = true;
  }
  return lamports_[found->second];
}

std::uint64_t CausalGraph::highest_lamport_before(const BatchRef& missing) const {
  std::uint64_t highest = 0;
  const auto& places = chains_.at(missing.chain).at;
  for (auto at = places.begin(); at != places.end() && at->first < missing.seq; ++at) {
    ++steps_;
    for (const std::size_t index : at->second) highest = std::max(highest, lamports_[index]);
  }
  return highest;
}

std::uint64_t CausalGraph::lamport_from_deps(const CausalNode& node) const {
  std::uint64_t highest = 0;
  for (const BatchRef& dep : node.deps) {
    ++steps_;
    if (const auto index = index_of(dep)) {
      highest = std::max(highest, lamports_[*index]);
    } else if (!index_.contains(dep.hash)) {
      highest = std::max(highest, highest_lamport_before(dep));
    }
  }
  return highest + 1;
}

bool CausalGraph::is_awaited(const BatchRef& ref) const {
  if (index_.contains(ref.hash)) return false;
  if (waiting_.contains(ref.hash)) return true;
  const auto chain = chains_.find(ref.chain);
  return chain != chains_.end() && ref.seq < chain->second.highest_missing;
}

bool CausalGraph::holds_place(const BatchRef& ref) const {
  const auto chain = chains_.find(ref.chain);
  return chain != chains_.end() && chain->second.at.contains(ref.seq);
}

std::vector<std::vector<BatchRef>> CausalGraph::forks() const {
  std::vector<std::vector<BatchRef>> found;
  for (const auto& [chain, places] : chains_) {
    for (const auto& [seq, indexes] : places.at) {
      if (indexes.size() < 2) continue;
      std::vector<BatchRef>& fork = found.emplace_back();
      for (const std::size_t index : indexes) fork.push_back(entries_[index].node.self);
      std::sort(fork.begin(), fork.end());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<BatchRef> CausalGraph::gaps() const {
  std::vector<BatchRef> found;
  for (const auto& [hash, indexes] : waiting_) {
    for (const std::size_t index : indexes) {
      for (const BatchRef& dep : entries_[index].node.deps) {
        if (dep.hash == hash) found.push_back(dep);
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace alongside
