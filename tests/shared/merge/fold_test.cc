#include "shared/merge/fold.h"

#include "shared/base/plant.h"
#include "tests/support/batches.h"
#include "tests/support/crypto.h"
#include "tests/support/property.h"
#include "tests/support/section_worlds.h"

namespace alongside {
namespace {

Hash folded(const std::vector<SectionBatch>& batches, const std::set<EntityId>& erased = {}) {
  FoldedSection section(batches, erased);
  for (const SectionBatch& batch : batches) section.fold(batch);
  return section.digest();
}

// A random part of a random section.
std::vector<SectionBatch> part_of_section(SeededRandom& random, const CausalWorldShape& shape,
                                          std::size_t keep_of_ten) {
  std::vector<SectionBatch> batches = random_section(random, shape);
  std::erase_if(batches, [&](const SectionBatch&) { return random.below(10) >= keep_of_ten; });
  return batches;
}

// `strict`: the kind that entries of the kind with the strict rules are made.
bool agrees_with_naive(SeededRandom& random, std::uint64_t strict = 2) {
  const bool has_gaps = random.below(2) == 0;
  const CausalWorldShape shape{.batches = 15, .has_forks = !has_gaps};
  auto batches = part_of_section(random, shape, has_gaps ? 7 : 10);
  for (SectionBatch& batch : batches) {
    for (Change& change : batch.changes) change.kind = change.kind == 2 ? strict : change.kind;
  }
  const auto ordered = in_random_causal_order(random, batches);
  return folded(ordered) == naive_digest(batches, {});
}

Change one_op(Op op) {
  Change change;
  change.kind = 2;
  change.ops = {std::move(op)};
  return change;
}

Op op_of(OpKind kind, unsigned value = 0) {
  CborWriter writer;
  writer.uint(value);
  return {kind, 0, kind == OpKind::del ? Bytes() : std::move(writer).take(), std::nullopt};
}

// Batch number `n` of a straight story: `by_owner` or by author 7, having seen all before it.
SectionBatch told(const std::vector<SectionBatch>& before, bool by_owner, Op op) {
  SectionBatch batch;
  batch.author = by_owner ? 0 : 7;
  batch.node.self.chain.device = test_id<DeviceId>(by_owner ? 1 : 2);
  if (!by_owner) batch.node.self.chain.admission = test_id<AdmissionId>(7);
  batch.node.self.seq = before.size() + 1;
  batch.node.self.hash = test_id<BatchHash>(static_cast<unsigned>(before.size()) + 1);
  for (const SectionBatch& earlier : before) batch.node.deps.push_back(earlier.node.self);
  batch.changes = {one_op(std::move(op))};
  return batch;
}

const EntityState& only_entry(const FoldedSection& section) {
  REQUIRE(section.store().entries().size() == 1);
  return section.store().entries().begin()->second;
}

}  // namespace

TEST_CASE("Fold.EqualsTheNaiveReadingOfTheSpec", "[merge]") {
  check_property("fold = oracle", [](std::uint64_t seed) {
    SeededRandom random(seed);
    for (int i = 0; i < 10; ++i) RC_ASSERT(agrees_with_naive(random));
  });
}

TEST_CASE("Fold.AppendOnlyKindsEqualTheNaiveReadingToo", "[merge]") {
  check_property("fold = oracle", [](std::uint64_t seed) {
    SeededRandom random(seed);
    for (int i = 0; i < 10; ++i) RC_ASSERT(agrees_with_naive(random, 4));
  });
}

TEST_CASE("Fold.InAnAppendOnlyKindNobodyOverwrites", "[merge]") {
  std::vector<SectionBatch> story{told({}, false, op_of(OpKind::put, 1))};
  story.push_back(told(story, true, op_of(OpKind::put, 2)));
  for (SectionBatch& batch : story) batch.changes[0].kind = 4;
  FoldedSection section(story, {});
  for (const SectionBatch& batch : story) section.fold(batch);
  CHECK(only_entry(section).fields.at(0).size() == 2);
}

TEST_CASE("I9.AnyCausalOrderGivesTheSameState", "[merge][invariant]") {
  check_property("any order, forks and gaps", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const auto batches = part_of_section(random, {.batches = 15}, 8);
    const Hash first = folded(in_random_causal_order(random, batches));
    for (int i = 0; i < 3; ++i) {
      RC_ASSERT(folded(in_random_causal_order(random, batches)) == first);
    }
  });
}

TEST_CASE("Fold.IgnoresErasedEntries", "[merge]") {
  check_property("erased", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const auto batches = random_section(random, {.batches = 12, .has_forks = false});
    const std::set<EntityId> erased{test_id<EntityId>(static_cast<unsigned>(random.below(3)))};
    RC_ASSERT(folded(batches, erased) == naive_digest(batches, erased));
  });
}

TEST_CASE("I16.ClaimedTimesNeverAffectTheState", "[merge][invariant]") {
  check_property("clocks", [](std::uint64_t seed) {
    SeededRandom random(seed);
    auto batches = random_section(random, {.batches = 15});
    const Hash before = folded(batches);
    for (SectionBatch& batch : batches) {
      for (Change& change : batch.changes) change.at = static_cast<TimeMs>(random.next());
    }
    RC_ASSERT(folded(batches) == before);
  });
}

TEST_CASE("Fold.ANewerPutOverwritesWhatItsAuthorSaw", "[merge]") {
  std::vector<SectionBatch> story{told({}, false, op_of(OpKind::put, 1))};
  story.push_back(told(story, true, op_of(OpKind::put, 2)));
  FoldedSection section(story, {});
  for (const SectionBatch& batch : story) section.fold(batch);
  REQUIRE(only_entry(section).fields.at(0).size() == 1);
  CHECK(only_entry(section).fields.at(0).begin()->origin.batch == 2);
}

TEST_CASE("Fold.PutsMadeApartAreBothKept", "[merge]") {
  std::vector<SectionBatch> story{told({}, false, op_of(OpKind::put, 1))};
  SectionBatch apart = told(story, true, op_of(OpKind::put, 2));
  apart.node.deps.clear();
  story.push_back(apart);
  FoldedSection section(story, {});
  for (const SectionBatch& batch : story) section.fold(batch);
  CHECK(only_entry(section).fields.at(0).size() == 2);
}

TEST_CASE("Fold.ARemovalMadeApartFromAnEditMarksTheEntry", "[merge]") {
  std::vector<SectionBatch> story{told({}, false, op_of(OpKind::put, 1))};
  story.push_back(told(story, false, op_of(OpKind::put, 2)));
  SectionBatch removal = told(story, true, op_of(OpKind::del));
  removal.node.deps = {story[0].node.self};
  story.push_back(removal);
  for (const bool removal_first : {false, true}) {
    if (removal_first) std::swap(story[1], story[2]);
    FoldedSection section(story, {});
    for (const SectionBatch& batch : story) section.fold(batch);
    CHECK(only_entry(section).is_present());
    CHECK(is_marked(only_entry(section), mixed_rules(2)));
  }
}

TEST_CASE("Fold.OnlyTheAuthorOrTheOwnerRemoves", "[merge]") {
  std::vector<SectionBatch> story{told({}, true, op_of(OpKind::put, 1))};
  story.push_back(told(story, false, op_of(OpKind::del)));
  FoldedSection section(story, {});
  for (const SectionBatch& batch : story) section.fold(batch);
  CHECK(only_entry(section).is_present());
  CHECK_FALSE(is_marked(only_entry(section), mixed_rules(2)));
  SectionBatch by_owner = told(story, true, op_of(OpKind::del));
  story.push_back(by_owner);
  FoldedSection again(story, {});
  for (const SectionBatch& batch : story) again.fold(batch);
  CHECK_FALSE(only_entry(again).is_present());
}

TEST_CASE("Fold.AForbiddenRemovalIsReported", "[merge]") {
  std::vector<SectionBatch> story{told({}, true, op_of(OpKind::put, 1))};
  story.push_back(told(story, false, op_of(OpKind::del)));
  FoldedSection section(story, {});
  section.fold(story[0]);
  EntityState state = only_entry(section);
  const Op removal = op_of(OpKind::del);
  const FoldOp op{.op = &removal, .origin = {2, 0, 0}, .author = 7, .by_owner = false};
  CHECK_FALSE(fold_op(state, op, mixed_rules(2), section.causality()));
  CHECK(fold_op(state, op, mixed_rules(0), section.causality()));
}

TEST_CASE("Fold.NothingIsFoldedOfABatchThatIsMalformed", "[merge]") {
  Batch batch;
  batch.elements.push_back({encode_change(one_op(op_of(OpKind::put, 1))), std::nullopt});
  batch.elements.push_back({Bytes(1), std::nullopt});
  const CausalGraph graph;
  MemoryStore store;
  const auto none = [](const EntityId&) { return false; };
  CHECK_FALSE(fold_batch(batch, {}, none, mixed_rules, GraphCausality(graph), store).has_value());
  CHECK(store.entries().empty());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("Fold.PlantedBugsAreCaught", "[merge][plant]") {
  for (const char* bug :
       {"merge_ignores_skips", "fold_ignores_replaces", "removal_wins", "anyone_may_overwrite"}) {
    planted_bug = bug;
    SeededRandom random(1);
    bool is_caught = false;
    for (int i = 0; i < 200 && !is_caught; ++i) is_caught = !agrees_with_naive(random);
    planted_bug.clear();
    INFO(bug);
    CHECK(is_caught);
  }
}
#endif

}  // namespace alongside
