#include "shared/change/lamport.h"

#include <algorithm>

namespace alongside {

LamportPass::LamportPass(const CausalGraph& graph) : graph_(graph), nodes_(graph.entries_.size()) {
  for (const auto& [hash, waiting] : graph_.waiting_) {
    for (const std::size_t index : waiting) {
      for (const BatchRef& dep : graph_.entries_[index].node.deps) {
        if (dep.hash == hash) number_prefixes(dep.chain);
      }
    }
  }
  for (std::size_t index = 0; index < graph_.entries_.size(); ++index) {
    for (const BatchRef& dep : graph_.entries_[index].node.deps) {
      ++graph_.steps_;
      if (const auto before = graph_.index_of(dep)) {
        nodes_[*before].followers.push_back(index);
        ++nodes_[index].waits;
      } else if (!graph_.index_.contains(dep.hash)) {
        link_gap(dep, index);
      }
    }
  }
}

// Makes the nodes that stand for everything of a chain up to a seq, each above the one before.
void LamportPass::number_prefixes(const Chain& chain) {
  if (prefixes_.contains(chain)) return;
  auto& numbers = prefixes_[chain];
  std::optional<std::size_t> before;
  for (const auto& [seq, indexes] : graph_.chains_.at(chain).at) {
    ++graph_.steps_;
    const std::size_t prefix = nodes_.size();
    nodes_.emplace_back();
    numbers.emplace(seq, prefix);
    nodes_[prefix].gap_waits = indexes.size() + before.has_value();
    for (const std::size_t index : indexes) nodes_[index].gap_followers.push_back(prefix);
    if (before) nodes_[*before].gap_followers.push_back(prefix);
    before = prefix;
  }
}

void LamportPass::link_gap(const BatchRef& missing, std::size_t after) {
  const auto numbers = prefixes_.find(missing.chain);
  if (numbers == prefixes_.end()) return;
  auto above = numbers->second.lower_bound(missing.seq);
  if (above == numbers->second.begin()) return;
  nodes_[std::prev(above)->second].gap_followers.push_back(after);
  ++nodes_[after].gap_waits;
}

void LamportPass::settle(std::size_t node) {
  Node& self = nodes_[node];
  if (self.is_done || self.waits > 0) return;
  const bool is_batch = node < graph_.entries_.size();
  if (self.gap_waits == 0) {
    ready_.push_back(node);
  } else if (is_batch) {
    held_by_gaps_.insert({graph_.entries_[node].node.self, node});
  }
}

void LamportPass::finish(std::size_t node) {
  ++graph_.steps_;
  Node& self = nodes_[node];
  const bool is_batch = node < graph_.entries_.size();
  self.is_done = true;
  if (is_batch) {
    held_by_gaps_.erase({graph_.entries_[node].node.self, node});
    ++self.time;
  }
  for (const std::size_t after : self.followers) {
    nodes_[after].time = std::max(nodes_[after].time, self.time);
    --nodes_[after].waits;
    settle(after);
  }
  for (const std::size_t after : self.gap_followers) {
    if (nodes_[after].is_done) continue;
    nodes_[after].time = std::max(nodes_[after].time, self.time);
    --nodes_[after].gap_waits;
    settle(after);
  }
}

std::vector<std::uint64_t> LamportPass::run() {
  for (std::size_t node = 0; node < nodes_.size(); ++node) settle(node);
  while (!ready_.empty() || !held_by_gaps_.empty()) {
    std::size_t next = 0;
    if (ready_.empty()) {
      next = std::get<1>(*held_by_gaps_.begin());
    } else {
      next = ready_.back();
      ready_.pop_back();
    }
    if (!nodes_[next].is_done) finish(next);
  }
  std::vector<std::uint64_t> times(graph_.entries_.size());
  for (std::size_t i = 0; i < times.size(); ++i) times[i] = nodes_[i].time;
  return times;
}

}  // namespace alongside
