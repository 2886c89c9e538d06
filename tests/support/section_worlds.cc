#include "tests/support/section_worlds.h"

#include <algorithm>

#include "shared/base/check.h"

namespace alongside {
namespace {

// All operations said so far, for `replaces` to name.
using Said = std::vector<std::pair<OpRef, EntityId>>;

Bytes small_value(SeededRandom& random) {
  CborWriter writer;
  writer.uint(random.below(3));
  return std::move(writer).take();
}

Op edit(SeededRandom& random, const EntityId& entity, const Said& said) {
  static constexpr OpKind kKinds[] = {OpKind::put,    OpKind::put,   OpKind::add,
                                      OpKind::remove, OpKind::entry, OpKind::del};
  Op op;
  op.kind = kKinds[random.below(6)];
  if (op.kind != OpKind::del) {
    op.field = random.below(2);
    op.value = small_value(random);
  }
  if (random.below(3) == 0) {
    std::vector<OpRef> replaces;
    for (const auto& [ref, of] : said) {
      if (of == entity && random.below(2) == 0) replaces.push_back(ref);
    }
    std::sort(replaces.begin(), replaces.end());
    op.replaces = std::move(replaces);
  }
  return op;
}

std::vector<Change> edits(SeededRandom& random, const BatchHash& batch, Said& said) {
  std::vector<Change> changes(1 + random.below(3));
  for (std::uint16_t place = 0; place < changes.size(); ++place) {
    Change& change = changes[place];
    change.kind = random.below(2) * 2;
    change.entity.bytes[0] = static_cast<std::byte>(random.below(3));
    change.ops.resize(1 + random.below(2));
    for (std::uint16_t i = 0; i < change.ops.size(); ++i) {
      change.ops[i] = edit(random, change.entity, said);
    }
    for (std::uint16_t i = 0; i < change.ops.size(); ++i) {
      said.push_back({{batch, place, i}, change.entity});
    }
  }
  return changes;
}

}  // namespace

KindRules mixed_rules(std::uint64_t kind) {
  return {.anyone_removes = kind == 0, .owner_words = kind == 2, .append_only = kind == 4};
}

std::vector<SectionBatch> random_section(SeededRandom& random, const CausalWorldShape& shape) {
  std::vector<SectionBatch> batches;
  Said said;
  for (CausalNode& node : random_history(random, shape)) {
    SectionBatch batch;
    batch.changes = edits(random, node.self.hash, said);
    batch.author = std::to_integer<std::int64_t>(node.self.chain.admission.bytes[0]);
    batch.node = std::move(node);
    batches.push_back(std::move(batch));
  }
  return batches;
}

FoldedSection::FoldedSection(const std::vector<SectionBatch>& batches,
                             const std::set<EntityId>& erased)
    : erased_(erased), causality_(graph_) {
  for (const SectionBatch& batch : batches) graph_.add(batch.node);
  std::int64_t number = 0;
  for (const SectionBatch& batch : batches) causality_.number(++number, batch.node.self.hash);
}

void FoldedSection::fold(const SectionBatch& batch) {
  Batch bytes;
  for (const Change& change : batch.changes) {
    bytes.elements.push_back({encode_change(change), std::nullopt});
  }
  const auto number = causality_.number_of(batch.node.self.hash, 0);
  MUST(number.has_value());
  const FoldedBatch as{*number, batch.author, batch.by_owner()};
  const auto is_erased = [this](const EntityId& entity) { return erased_.contains(entity); };
  const auto refused = fold_batch(bytes, as, is_erased, mixed_rules, causality_, store_);
  MUST(refused.has_value());
}

Hash FoldedSection::digest() const {
  return store_.digest(mixed_rules,
                       [this](std::int64_t number) { return causality_.hash_of(number); });
}

std::vector<SectionBatch> in_random_causal_order(SeededRandom& random,
                                                 const std::vector<SectionBatch>& batches) {
  CausalGraph graph;
  for (const SectionBatch& batch : batches) graph.add(batch.node);
  std::vector<SectionBatch> left = batches;
  std::vector<SectionBatch> ordered;
  while (!left.empty()) {
    const std::size_t pick = random.below(left.size());
    const bool is_ready = std::none_of(left.begin(), left.end(), [&](const SectionBatch& other) {
      return graph.sees(left[pick].node, other.node.self);
    });
    if (!is_ready) continue;
    ordered.push_back(left[pick]);
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(pick));
  }
  return ordered;
}

}  // namespace alongside
