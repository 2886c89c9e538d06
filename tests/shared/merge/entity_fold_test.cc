// Folding the operations of one batch together is folding them one by one, only sooner.
#include <chrono>

#include "shared/merge/entity.h"
#include "tests/support/crypto.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

// Batches 1 to 9; batch 9 has seen those of `seen`. A hash's first byte is the batch's number.
struct FewBatches final : Causality {
  bool sees(std::int64_t, std::int64_t earlier) const override {
    return (seen >> earlier & 1) != 0;
  }
  std::optional<std::int64_t> number_of(const BatchHash& hash, std::int64_t self) const override {
    if (hash.is_zero()) return self;
    return std::to_integer<std::int64_t>(hash.bytes[0]);
  }
  bool is_owner(std::int64_t batch) const override { return batch % 2 == 0; }
  unsigned seen = ~0u;
};

constexpr OpKind kKinds[] = {OpKind::put, OpKind::add, OpKind::remove, OpKind::entry, OpKind::del};

Op some_op(SeededRandom& random) {
  Op op;
  op.kind = kKinds[random.below(5)];
  if (op.kind != OpKind::del) {
    op.field = random.below(2);
    op.value = {static_cast<std::byte>(random.below(2))};
  }
  if (random.below(3) == 0) {
    op.replaces.emplace();
    for (std::size_t i = random.below(4); i > 0; --i) {
      BatchHash batch;
      batch.bytes[0] = static_cast<std::byte>(random.below(9));
      const auto change = static_cast<std::uint16_t>(random.below(6));
      op.replaces->push_back({batch, change, 0});
    }
    std::sort(op.replaces->begin(), op.replaces->end());
  }
  return op;
}

FoldOp as_of(const Op& op, std::int64_t batch, std::uint16_t place) {
  return {&op, {batch, place, 0}, batch % 3, batch % 2 == 0, 0};
}

// An entry on which eight batches have left what they left.
EntityState some_entry(SeededRandom& random, const KindRules& rules) {
  EntityState state;
  for (std::int64_t batch = 1; batch < 9; ++batch) {
    FewBatches causality;
    causality.seen = static_cast<unsigned>(random.next());
    for (std::uint16_t i = 0; i < 6; ++i) {
      const Op op = some_op(random);
      fold_op(state, as_of(op, batch, i), rules, causality);
    }
  }
  return state;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("EntityFold.ABatchFoldedTogetherIsItsOperationsOneByOne", "[merge]") {
  check_property("together = one by one", [](std::uint64_t seed) {
    SeededRandom random(seed);
    for (int run = 0; run < 20; ++run) {
      const KindRules rules{random.below(2) == 0, random.below(2) == 0};
      EntityState alone = some_entry(random, rules);
      EntityState together = alone;
      FewBatches causality;
      causality.seen = static_cast<unsigned>(random.next());
      EntityFold fold(together, {rules, causality});
      for (std::uint16_t i = 0; i < 20; ++i) {
        const Op op = some_op(random);
        const FoldOp folded = as_of(op, 9, i);
        RC_ASSERT(fold.fold(folded) == fold_op(alone, folded, rules, causality));
        RC_ASSERT(encode_entity(together) == encode_entity(alone));
      }
    }
  });
}

// As many as fit into a blob of a few hundred bytes, for each kind of operation that follows them.
TEST_CASE("EntityFold.ManyOperationsOnManyVersionsAreFoldedInSeconds", "[merge]") {
  constexpr int kMany = 150'000;
  const auto start = std::chrono::steady_clock::now();
  for (const OpKind kind : {OpKind::put, OpKind::remove, OpKind::del}) {
    for (const bool is_seen : {false, true}) {
      FewBatches causality;
      causality.seen = is_seen ? ~0u : 0;
      EntityState state;
      Op version{kind == OpKind::remove ? OpKind::add : OpKind::put, 0, {std::byte{1}}, {{}}};
      Op after{kind, 0, kind == OpKind::del ? Bytes() : Bytes{std::byte{1}}, {}};
      const auto fold_many = [&](const Op& op, std::int64_t batch) {
        EntityFold fold(state, {{}, causality});
        for (int i = 0; i < kMany; ++i) {
          fold.fold(
              {&op,
               {batch, static_cast<std::uint16_t>(i / 256), static_cast<std::uint16_t>(i % 256)},
               batch,
               false,
               0});
        }
      };
      fold_many(version, 2);
      CHECK(state.fields.at(0).size() == kMany);
      fold_many(after, 5);
    }
  }
  CHECK(seconds_since(start) < 60);
}

}  // namespace alongside
