#include "tests/support/causal_worlds.h"

#include <algorithm>
#include <set>

namespace alongside {
namespace {

// One device: what it holds, and its newest batch.
struct Replica {
  Chain chain;
  std::set<BatchHash> held;
  std::optional<BatchRef> own;
};

class History {
 public:
  History(SeededRandom& random, const CausalWorldShape& shape) : random_(random), shape_(shape) {
    for (unsigned device = 0; device < 3; ++device) {
      Replica replica;
      replica.chain.device.bytes[0] = static_cast<std::byte>(device + 1);
      replica.chain.admission.bytes[0] = static_cast<std::byte>(device);
      replicas_.push_back(replica);
    }
  }

  std::vector<CausalNode> run() {
    while (nodes_.size() < shape_.batches) step();
    return nodes_;
  }

 private:
  void step() {
    Replica& replica = replicas_[random_.below(replicas_.size())];
    const std::size_t dice = random_.below(10);
    if (shape_.has_forks && dice == 0 && replicas_.size() < 5) {
      replicas_.push_back(Replica(replica));
    } else if (dice < 4 && !nodes_.empty()) {
      receive(replica, nodes_[random_.below(nodes_.size())]);
    } else {
      write(replica);
    }
  }

  const CausalNode& node(const BatchHash& hash) const {
    return *std::find_if(nodes_.begin(), nodes_.end(),
                         [&](const CausalNode& n) { return n.self.hash == hash; });
  }

  void receive(Replica& replica, const CausalNode& from) {
    std::vector<BatchHash> todo{from.self.hash};
    while (!todo.empty()) {
      const BatchHash hash = todo.back();
      todo.pop_back();
      if (!replica.held.insert(hash).second) continue;
      for (const BatchRef& dep : node(hash).deps) todo.push_back(dep.hash);
    }
  }

  void write(Replica& replica) {
    CausalNode fresh;
    const std::uint64_t before = replica.own ? replica.own->seq : 0;
    fresh.self = {replica.chain, before + 1, random_.id<BatchHash>()};
    std::set<BatchHash> below;
    for (const BatchHash& hash : replica.held) {
      const CausalNode& held = node(hash);
      for (const BatchRef& dep : held.deps) {
        if (dep.chain == held.self.chain) below.insert(dep.hash);
      }
    }
    for (const BatchHash& hash : replica.held) {
      const bool is_skipped =
          shape_.has_skips && node(hash).self.chain != replica.chain && random_.below(8) == 0;
      if (is_skipped) fresh.skips.push_back(node(hash).self);
      if (!below.contains(hash)) fresh.deps.push_back(node(hash).self);
    }
    std::sort(fresh.deps.begin(), fresh.deps.end());
    std::sort(fresh.skips.begin(), fresh.skips.end());
    replica.own = fresh.self;
    replica.held.insert(fresh.self.hash);
    nodes_.push_back(std::move(fresh));
  }

  SeededRandom& random_;
  CausalWorldShape shape_;
  std::vector<Replica> replicas_;
  std::vector<CausalNode> nodes_;
};

bool naive_reaches(const std::map<BatchHash, CausalNode>& known, const BatchRef& ref,
                   const BatchRef& to, const std::vector<BatchRef>& skips) {
  const bool is_skipped = std::find(skips.begin(), skips.end(), ref) != skips.end();
  if (ref.chain != to.chain || ref.seq < to.seq || is_skipped) return false;
  if (ref == to) return true;
  const auto here = known.find(ref.hash);
  if (here == known.end()) {
    return ref.seq > to.seq && std::none_of(skips.begin(), skips.end(), [&](const BatchRef& skip) {
             return skip.chain == to.chain && skip.seq >= to.seq;
           });
  }
  const auto& deps = here->second.deps;
  return std::any_of(deps.begin(), deps.end(),
                     [&](const BatchRef& dep) { return naive_reaches(known, dep, to, skips); });
}

}  // namespace

std::vector<CausalNode> random_history(SeededRandom& random, const CausalWorldShape& shape) {
  return History(random, shape).run();
}

bool naive_sees(const std::map<BatchHash, CausalNode>& known, const CausalNode& later,
                const BatchRef& earlier) {
  return std::any_of(later.deps.begin(), later.deps.end(), [&](const BatchRef& dep) {
    return naive_reaches(known, dep, earlier, later.skips);
  });
}

}  // namespace alongside
