#include "shared/consent/visibility.h"

#include <algorithm>

#include "shared/base/plant.h"
#include "tests/support/batches.h"
#include "tests/support/causal_worlds.h"
#include "tests/support/crypto.h"
#include "tests/support/golden_traces.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

const AdmissionId kShare = test_id<AdmissionId>(7);
const AdmissionId kOther = test_id<AdmissionId>(9);
const EpochId kEpoch = test_id<EpochId>(1);

BatchHash hash_number(std::size_t number) {
  BatchHash hash;
  for (std::size_t byte = 0; byte < 4; ++byte) {
    hash.bytes[byte] = static_cast<std::byte>(number >> (8 * byte) & 255);
  }
  return hash;
}

// An EPOCH under which the share may write.
EpochView open_epoch() {
  EpochView epoch;
  epoch.id = kEpoch;
  epoch.writers = {kShare};
  return epoch;
}

// The EPOCH after it, which ends the share at `tips` and lets another one write.
EpochView stop_at(std::vector<BatchRef> tips) {
  EpochView epoch;
  epoch.id = test_id<EpochId>(2);
  epoch.past = {kEpoch};
  epoch.writers = {kOther};
  epoch.verdict.gone = {kShare};
  epoch.verdict.frontier = std::move(tips);
  return epoch;
}

// Batch `seq` of the grantee's chain, on the one before.
BatchView coach_batch(std::uint64_t seq) {
  const Chain chain{test_id<DeviceId>(2), kShare};
  BatchView batch;
  batch.node.self = {chain, seq, hash_number(1000 + seq)};
  if (seq > 1) batch.node.deps = {{chain, seq - 1, hash_number(1000 + seq - 1)}};
  batch.heads = {kEpoch};
  return batch;
}

// A first batch of one of the owner's devices that adopts another batch.
BatchView adoption(unsigned device, const BatchHash& adopted) {
  BatchView batch;
  batch.node.self = {{test_id<DeviceId>(device), {}}, 1, hash_number(device)};
  batch.heads = {test_id<EpochId>(2)};
  batch.adopts = {adopted};
  return batch;
}

Standing standing(Records& records, const BatchView& batch) {
  return records.of(batch.node.self.hash).standing;
}

// One thing that a replica may be told.
using Telling = std::function<void(Records&)>;

// Everything that the last step of a replica of a trace knows, each thing for itself.
std::vector<Telling> tellings(const Trace& trace, int replica, const std::string& section) {
  std::vector<Telling> all;
  nlohmann::json base = nlohmann::json::array();
  for (const auto& step : trace.steps) {
    if (step["replica"] != replica || step["section"] != section) continue;
    base = step["base"];
    for (const std::string name : step["learns"]) {
      if (name[0] == 'b') {
        all.push_back([&, name](Records& to) { to.add_batch(trace.batches.at(name).view); });
      } else if (name[0] == 'e') {
        all.push_back([&, name](Records& to) { to.add_epoch(trace.views.at(name)); });
      } else {
        all.push_back([&, name](Records& to) {
          to.add_notice(trace_id<Hash>(name), trace.notices.at(name));
        });
      }
    }
  }
  const TraceTips tips = tips_of(trace, base);
  all.push_back([tips](Records& to) { to.set_base(tips.tips, tips.single); });
  return all;
}

// All that Records answers, as text.
std::string answers(Records& records, const Trace& trace) {
  std::string text;
  for (const auto& [name, batch] : trace.batches) {
    const Visibility seen = records.of(batch.view.node.self.hash);
    text += name + std::to_string(static_cast<int>(seen.reason)) + seen.waits_for.hex() + "\n";
  }
  for (const BatchHash& hash : records.applied()) text += hash.hex() + "\n";
  const auto deps = records.deps(std::nullopt);
  for (const BatchRef& dep : deps) text += "dep " + dep.hash.hex() + "\n";
  for (const BatchRef& skip : records.skips(deps, {})) text += "skip " + skip.hash.hex() + "\n";
  for (const EpochId& head : records.heads()) text += "head " + head.hex() + "\n";
  for (const BatchHash& hash : records.adopted()) text += "adopted " + hash.hex() + "\n";
  return text;
}

// Tells everything in a random order, some of it twice, with questions in between.
std::string told_at_random(SeededRandom& random, std::vector<Telling> all, const Trace& trace) {
  Records records;
  for (std::size_t i = all.size(); i > 0; --i) {
    const std::size_t pick = random.below(i);
    all[pick](records);
    if (random.below(3) == 0) all[pick](records);
    if (random.below(3) == 0) answers(records, trace);
    std::swap(all[pick], all[i - 1]);
  }
  return answers(records, trace);
}

// docs/spec/visibility.md: newest applied batches of each chain, every batch compared with every
// other.
std::vector<BatchRef> naive_deps(Records& records, const std::vector<CausalNode>& nodes) {
  std::set<BatchRef> newest;
  for (const CausalNode& node : nodes) {
    if (records.of(node.self.hash).standing == Standing::applied) newest.insert(node.self);
  }
  for (const CausalNode& node : nodes) {
    if (records.of(node.self.hash).standing != Standing::applied) continue;
    for (const BatchRef& dep : node.deps) {
      if (dep.chain == node.self.chain) newest.erase(dep);
    }
  }
  return {newest.begin(), newest.end()};
}

}  // namespace

TEST_CASE("I9.SameRecordsInAnyOrderGiveTheSameAnswers", "[consent][invariant]") {
  SeededRandom random(9);
  std::size_t replicas = 0;
  for (const Trace& trace : golden_traces("seeds-0-49")) {
    const auto& last = trace.steps.back();
    const auto all = tellings(trace, last["replica"], last["section"]);
    const std::string first = told_at_random(random, all, trace);
    CHECK(told_at_random(random, all, trace) == first);
    CHECK(told_at_random(random, all, trace) == first);
    ++replicas;
  }
  CHECK(replicas == 50);
}

TEST_CASE("Visibility.ABatchWrittenAfterTheStopIsHeld", "[consent]") {
  Records records;
  records.add_epoch(open_epoch());
  records.add_batch(coach_batch(1));
  records.add_batch(coach_batch(2));
  CHECK(standing(records, coach_batch(2)) == Standing::applied);
  records.add_epoch(stop_at({coach_batch(1).node.self}));
  CHECK(standing(records, coach_batch(1)) == Standing::applied);
  CHECK(records.of(coach_batch(2).node.self.hash) ==
        Visibility{Standing::held, Reason::after_end, {}});
}

TEST_CASE("Visibility.OnlyTheOwnersDevicesAdopt", "[consent]") {
  Records records;
  records.add_epoch(open_epoch());
  records.add_epoch(stop_at({}));
  records.add_batch(coach_batch(1));
  BatchView by_coach = adoption(3, coach_batch(1).node.self.hash);
  by_coach.node.self.chain.admission = kOther;
  records.add_batch(by_coach);
  CHECK(standing(records, by_coach) == Standing::applied);
  CHECK(standing(records, coach_batch(1)) == Standing::held);
  records.add_batch(adoption(4, coach_batch(1).node.self.hash));
  CHECK(standing(records, coach_batch(1)) == Standing::applied);
}

TEST_CASE("Visibility.ARedactedAdoptionNoLongerCounts", "[consent]") {
  Records records;
  records.add_epoch(stop_at({}));
  records.add_batch(coach_batch(1));
  BatchView adopting = adoption(4, coach_batch(1).node.self.hash);
  records.add_batch(adopting);
  CHECK(records.is_adopted(coach_batch(1).node.self.hash));
  adopting.adopts.clear();
  records.add_batch(adopting);
  CHECK_FALSE(records.is_adopted(coach_batch(1).node.self.hash));
}

TEST_CASE("Visibility.AMissingDepIsWaitedForUnlessItWouldBeHeld", "[consent]") {
  Records records;
  records.add_epoch(open_epoch());
  BatchView follower = adoption(4, {});
  follower.adopts.clear();
  follower.heads = {kEpoch};
  follower.node.deps = {coach_batch(2).node.self};
  records.add_batch(follower);
  const Hash awaited{coach_batch(2).node.self.hash.bytes};
  CHECK(records.of(follower.node.self.hash) ==
        Visibility{Standing::pending, Reason::waits_batch, awaited});
  records.add_epoch(stop_at({coach_batch(1).node.self}));
  CHECK(standing(records, follower) == Standing::applied);
}

TEST_CASE("Visibility.AnUnknownEpochIsWaitedForUnlessTheChainIsListed", "[consent]") {
  Records records;
  BatchView early = coach_batch(1);
  early.heads = {test_id<EpochId>(5)};
  records.add_batch(early);
  const Visibility waits{Standing::pending, Reason::waits_epoch, Hash{test_id<EpochId>(5).bytes}};
  CHECK(records.of(early.node.self.hash) == waits);
  records.add_epoch(open_epoch());
  CHECK(standing(records, early) == Standing::applied);
}

TEST_CASE("Visibility.BelowABaseNothingIsWaitedFor", "[consent]") {
  Records records;
  records.add_epoch(open_epoch());
  records.add_batch(coach_batch(3));
  CHECK(standing(records, coach_batch(3)) == Standing::pending);
  records.set_base({coach_batch(2).node.self}, {});
  CHECK(standing(records, coach_batch(3)) == Standing::applied);
}

TEST_CASE("Visibility.DepsAndSkipsAreWhatTheAuthorHadApplied", "[consent]") {
  check_property("deps and skips", [](std::uint64_t seed) {
    SeededRandom random(seed);
    std::vector<CausalNode> nodes = random_history(random, {.batches = 25, .has_skips = false});
    std::erase_if(nodes, [&](const CausalNode&) { return random.below(10) == 0; });
    Records records;
    EpochView epoch = open_epoch();
    epoch.writers = {test_id<AdmissionId>(1)};
    records.add_epoch(epoch);
    for (const CausalNode& node : nodes) {
      records.add_batch({node, {kEpoch}, {}});
      if (random.below(3) == 0) records.skips(records.deps(std::nullopt), test_id<DeviceId>(1));
    }
    const auto deps = records.deps(std::nullopt);
    RC_ASSERT(deps == naive_deps(records, nodes));
    // A batch with these deps and skips sees what is applied, and nothing else.
    CausalNode fresh{{{test_id<DeviceId>(9), {}}, 1, test_id<BatchHash>(99)}, deps, {}};
    fresh.skips = records.skips(deps, test_id<DeviceId>(9));
    for (const CausalNode& node : nodes) {
      const bool is_applied = records.of(node.self.hash).standing == Standing::applied;
      RC_ASSERT(is_applied || !records.graph().sees(fresh, node.self));
    }
  });
}

TEST_CASE("Visibility.TenThousandBatchesCostStepsInProportion", "[consent]") {
  constexpr std::size_t kBatches = 10'000;
  Records records;
  records.add_epoch(open_epoch());
  std::vector<BatchRef> tips(3);
  for (std::size_t i = 0; i < kBatches; ++i) {
    BatchView batch;
    BatchRef& tip = tips[i % 3];
    const Chain chain{test_id<DeviceId>(static_cast<unsigned>(i % 3) + 1), {}};
    batch.node.self = {chain, i / 3 + 1, hash_number(i + 1)};
    batch.heads = {kEpoch};
    for (const BatchRef& dep : tips) {
      if (dep.seq > 0) batch.node.deps.push_back(dep);
    }
    tip = batch.node.self;
    records.add_batch(batch);
    REQUIRE(records.of(batch.node.self.hash).standing == Standing::applied);
    const auto deps = records.deps(std::nullopt);
    REQUIRE(records.skips(deps, test_id<DeviceId>(1)).empty());
  }
  CHECK(records.applied().size() == kBatches);
  CHECK(records.steps() < 40 * kBatches);
}

TEST_CASE("Visibility.LongChainsAndAdoptionsDoNotRecurse", "[consent]") {
  constexpr std::size_t kLength = 100'000;
  Records records;
  records.add_epoch(open_epoch());
  records.add_epoch(stop_at({}));
  for (std::size_t i = kLength; i > 0; --i) {
    BatchView batch;
    batch.node.self = {{test_id<DeviceId>(1), {}}, i, hash_number(i)};
    if (i > 1) batch.node.deps = {{batch.node.self.chain, i - 1, hash_number(i - 1)}};
    batch.heads = {kEpoch};
    records.add_batch(batch);
  }
  CHECK(records.of(hash_number(kLength)).standing == Standing::applied);
  // Each batch of an ended device of the owner's adopts the next; the last is accepted.
  Verdict ended;
  ended.ended = {test_id<DeviceId>(2)};
  ended.adopted = {hash_number(2 * kLength)};
  records.add_notice({}, ended);
  for (std::size_t i = kLength + 1; i <= 2 * kLength; ++i) {
    BatchView batch;
    batch.node.self = {{test_id<DeviceId>(2), {}}, i, hash_number(i)};
    batch.heads = {kEpoch};
    batch.adopts = {hash_number(i - 1)};
    records.add_batch(batch);
  }
  CHECK(records.of(hash_number(kLength + 1)).standing == Standing::applied);
  CHECK(records.steps() < 40 * kLength);
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("Visibility.PlantedBugsAreCaught", "[consent][plant]") {
  const auto is_adopted_by_a_coach = [] {
    Records records;
    records.add_epoch(stop_at({}));
    records.add_batch(coach_batch(1));
    BatchView by_coach = adoption(3, coach_batch(1).node.self.hash);
    by_coach.node.self.chain.admission = kOther;
    records.add_batch(by_coach);
    return records.is_adopted(coach_batch(1).node.self.hash);
  };
  const auto skips_nothing = [] { return Records().skips({coach_batch(1).node.self}, {}).empty(); };
  CHECK_FALSE((is_adopted_by_a_coach() || skips_nothing()));
  planted_bug = "anyone_adopts";
  const bool first_is_caught = is_adopted_by_a_coach();
  planted_bug = "headers_skip_nothing";
  const bool second_is_caught = skips_nothing();
  planted_bug.clear();
  CHECK((first_is_caught && second_is_caught));
}
#endif

}  // namespace alongside
