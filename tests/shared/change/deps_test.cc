#include "shared/change/deps.h"

#include <set>

#include "tests/support/batches.h"
#include "tests/support/causal_worlds.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

void shuffle(std::vector<CausalNode>& nodes, SeededRandom& random) {
  for (std::size_t i = nodes.size(); i > 1; --i) std::swap(nodes[i - 1], nodes[random.below(i)]);
}

// A random part of a random history, in a random order.
std::vector<CausalNode> scattered(SeededRandom& random, const CausalWorldShape& shape,
                                  std::size_t keep_of_ten) {
  std::vector<CausalNode> nodes = random_history(random, shape);
  std::erase_if(nodes, [&](const CausalNode&) { return random.below(10) >= keep_of_ten; });
  shuffle(nodes, random);
  return nodes;
}

CausalGraph graph_of(const std::vector<CausalNode>& nodes) {
  CausalGraph graph;
  for (const CausalNode& node : nodes) graph.add(node);
  return graph;
}

std::map<BatchHash, CausalNode> known(const std::vector<CausalNode>& nodes) {
  std::map<BatchHash, CausalNode> found;
  for (const CausalNode& node : nodes) found.emplace(node.self.hash, node);
  return found;
}

BatchRef ref(unsigned device, std::uint64_t seq, unsigned hash) {
  return {{test_id<DeviceId>(device), {}}, seq, test_id<BatchHash>(hash)};
}

// A chain of one device, each batch on the one before.
std::vector<CausalNode> straight(std::size_t length) {
  std::vector<CausalNode> nodes(length);
  for (std::size_t i = 0; i < length; ++i) {
    nodes[i].self = {{test_id<DeviceId>(1), {}}, i + 1, {}};
    for (std::size_t byte = 0; byte < 4; ++byte) {
      nodes[i].self.hash.bytes[byte] = static_cast<std::byte>((i + 1) >> (8 * byte) & 255);
    }
    if (i > 0) nodes[i].deps = {nodes[i - 1].self};
  }
  return nodes;
}

void check_sees(const std::vector<CausalNode>& nodes) {
  const CausalGraph graph = graph_of(nodes);
  const auto all = known(nodes);
  for (const CausalNode& later : nodes) {
    for (const CausalNode& earlier : nodes) {
      const bool naive = naive_sees(all, later, earlier.self);
      const bool is_mutual = naive && naive_sees(all, earlier, later.self);
      const bool seen = graph.sees(later, earlier.self);
      RC_ASSERT(is_mutual || seen == naive);
      RC_ASSERT(!seen || !graph.sees(earlier, later.self));
    }
  }
}

}  // namespace

TEST_CASE("CausalGraph.SeesWhatTheNaiveWalkSees", "[change]") {
  check_property("whole histories", [](std::uint64_t seed) {
    SeededRandom random(seed);
    check_sees(scattered(random, {.batches = 25}, 10));
  });
  check_property("histories with gaps", [](std::uint64_t seed) {
    SeededRandom random(seed);
    check_sees(scattered(random, {.batches = 25}, 7));
  });
}

TEST_CASE("CausalGraph.AnswersDependOnTheSetAlone", "[change]") {
  check_property("any order", [](std::uint64_t seed) {
    SeededRandom random(seed);
    std::vector<CausalNode> nodes = scattered(random, {.batches = 25}, 8);
    const CausalGraph one = graph_of(nodes);
    shuffle(nodes, random);
    CausalGraph other;
    for (const CausalNode& node : nodes) {
      other.add(node);
      other.add(node);
      other.lamport(nodes[0].self.hash);  // asked in between, too
    }
    for (const CausalNode& node : nodes) {
      RC_ASSERT(one.lamport(node.self.hash) == other.lamport(node.self.hash));
    }
    RC_ASSERT(one.gaps() == other.gaps());
    RC_ASSERT(one.forks() == other.forks());
  });
}

TEST_CASE("CausalGraph.WhoHasSeenABatchHasALargerLamport", "[change]") {
  check_property("lamport", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const std::vector<CausalNode> nodes = scattered(random, {.batches = 25}, 7);
    const CausalGraph graph = graph_of(nodes);
    for (const CausalNode& node : nodes) {
      for (const BatchRef& dep : node.deps) {
        const auto below = graph.lamport(dep.hash);
        RC_ASSERT(below < graph.lamport(node.self.hash));
      }
    }
  });
}

TEST_CASE("CausalGraph.ATipCoversItsAncestorsInItsChain", "[change]") {
  std::vector<CausalNode> nodes(5);
  nodes[0].self = ref(1, 1, 10);
  nodes[1] = {ref(1, 2, 11), {nodes[0].self}, {}};
  nodes[2] = {ref(1, 2, 12), {nodes[0].self}, {}};
  nodes[3] = {ref(1, 3, 13), {nodes[1].self}, {}};
  nodes[4] = {ref(2, 1, 14), {nodes[3].self}, {}};
  const CausalGraph graph = graph_of(nodes);
  CHECK(graph.is_covered({nodes[3].self}, nodes[3].self));
  CHECK(graph.is_covered({nodes[3].self}, nodes[0].self));
  CHECK_FALSE(graph.is_covered({nodes[3].self}, nodes[2].self));
  CHECK_FALSE(graph.is_covered({nodes[0].self}, nodes[3].self));
  CHECK_FALSE(graph.is_covered({nodes[4].self}, nodes[3].self));
}

TEST_CASE("CausalGraph.BelowAMissingBatchTheSeqDecidesUnlessThePlaceIsTaken", "[change]") {
  CausalGraph graph;
  const BatchRef tip = ref(1, 5, 15);
  CHECK(graph.is_covered({tip}, ref(1, 2, 12)));
  graph.add({ref(1, 2, 12), {}, {}});
  CHECK(graph.is_covered({tip}, ref(1, 2, 12)));
  CHECK_FALSE(graph.is_covered({tip}, ref(1, 2, 22)));
  CHECK(graph.is_covered({ref(1, 2, 12), tip}, ref(1, 2, 22)));
}

TEST_CASE("CausalGraph.AReferenceToAnotherPlaceNamesNothing", "[change]") {
  CausalGraph graph;
  graph.add({ref(1, 1, 10), {}, {}});
  CHECK(graph.at(ref(1, 1, 10)) != nullptr);
  CHECK(graph.at(ref(1, 2, 10)) == nullptr);
  CHECK(graph.at(ref(2, 1, 10)) == nullptr);
}

TEST_CASE("I10.ForksAndGapsAreReported", "[change][invariant]") {
  check_property("forks and gaps", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const std::vector<CausalNode> nodes = scattered(random, {.batches = 30}, 8);
    const CausalGraph graph = graph_of(nodes);
    std::map<std::pair<Chain, std::uint64_t>, std::set<BatchRef>> places;
    std::set<BatchRef> gaps;
    for (const CausalNode& node : nodes) {
      places[{node.self.chain, node.self.seq}].insert(node.self);
      for (const BatchRef& dep : node.deps) {
        if (graph.find(dep.hash) == nullptr) gaps.insert(dep);
      }
    }
    std::vector<std::vector<BatchRef>> forks;
    for (const auto& [place, refs] : places) {
      if (refs.size() > 1) forks.emplace_back(refs.begin(), refs.end());
    }
    RC_ASSERT(graph.forks() == forks);
    RC_ASSERT(graph.gaps() == std::vector<BatchRef>(gaps.begin(), gaps.end()));
  });
}

TEST_CASE("CausalGraph.ALongChainIsOneStep", "[change]") {
  constexpr std::size_t kLength = 100'000;
  std::vector<CausalNode> nodes = straight(kLength);
  for (const bool is_backwards : {false, true}) {
    if (is_backwards) std::reverse(nodes.begin(), nodes.end());
    const CausalGraph graph = graph_of(nodes);
    const CausalNode& first =
        *graph.find(is_backwards ? nodes.back().self.hash : nodes[0].self.hash);
    const CausalNode& last =
        *graph.find(is_backwards ? nodes[0].self.hash : nodes.back().self.hash);
    CHECK(graph.lamport(last.self.hash) == kLength);
    const std::uint64_t before = graph.steps();
    for (const CausalNode& node : nodes) {
      CHECK(graph.sees(last, node.self) == (node.self != last.self));
      CHECK(graph.is_covered({last.self}, first.self));
    }
    CHECK(graph.steps() - before <= 4 * kLength);
  }
}

}  // namespace alongside
