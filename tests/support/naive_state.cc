#include <algorithm>

#include "shared/sign/hash.h"
#include "tests/support/section_worlds.h"

// docs/spec/state.md, sentence by sentence, with nothing of the product but hashing and encoding.

namespace alongside {
namespace {

struct Said {
  const SectionBatch* batch;
  const Change* change;
  const Op* op;
  OpRef name;
};

class NaiveState {
 public:
  NaiveState(const std::vector<SectionBatch>& batches, const std::set<EntityId>& erased) {
    for (const SectionBatch& batch : batches) {
      known_.emplace(batch.node.self.hash, batch.node);
      for (std::uint16_t c = 0; c < batch.changes.size(); ++c) {
        const Change& change = batch.changes[c];
        if (erased.contains(change.entity)) continue;
        for (std::uint16_t o = 0; o < change.ops.size(); ++o) {
          entries_[{change.entity, change.kind}].push_back(
              {&batch, &change, &change.ops[o], {batch.node.self.hash, c, o}});
        }
      }
    }
  }

  Hash digest() const {
    Bytes all;
    for (const auto& [name, said] : entries_) append(all, canonical(said));
    return tagged_hash("alongside/state", {View(all)});
  }

 private:
  static bool is_version(const Said& said) {
    return said.op->kind == OpKind::put || said.op->kind == OpKind::add ||
           said.op->kind == OpKind::entry;
  }

  static bool targets_match(const Said& y, const Said& x) {
    const bool same_field = y.op->field == x.op->field;
    if (y.op->kind == OpKind::put) return x.op->kind == OpKind::put && same_field;
    if (y.op->kind == OpKind::remove) {
      return x.op->kind == OpKind::add && same_field && y.op->value == x.op->value;
    }
    return y.op->kind == OpKind::del;
  }

  bool had_seen(const Said& y, const Said& x) const {
    if (y.batch == x.batch) return x.name < y.name;
    return naive_sees(known_, y.batch->node, x.batch->node.self);
  }

  static bool is_in_replaces(const Said& y, const Said& x) {
    if (!y.op->replaces) return true;
    OpRef named = x.name;
    if (y.batch == x.batch) named.batch = {};
    const auto& list = *y.op->replaces;
    return std::count(list.begin(), list.end(), x.name) +
               std::count(list.begin(), list.end(), named) >
           0;
  }

  static bool may(const Said& y, const Said& x) {
    const KindRules rules = mixed_rules(y.change->kind);
    if (rules.append_only && y.op->kind == OpKind::put) return false;
    if (y.batch->by_owner()) return true;
    if (rules.owner_words && x.batch->by_owner()) return false;
    return y.op->kind != OpKind::del || rules.anyone_removes || y.batch->author == x.batch->author;
  }

  bool overwrites_naively(const Said& y, const Said& x) const {
    return targets_match(y, x) && had_seen(y, x) && is_in_replaces(y, x) && may(y, x);
  }

  bool is_marked_naively(const std::vector<Said>& said) const {
    return std::any_of(said.begin(), said.end(), [&](const Said& y) {
      if (y.op->kind != OpKind::del) return false;
      if (y.batch->by_owner() || mixed_rules(y.change->kind).anyone_removes) return true;
      return std::any_of(said.begin(), said.end(), [&](const Said& x) {
        return is_version(x) && x.batch->author == y.batch->author;
      });
    });
  }

  Bytes canonical(const std::vector<Said>& said) const {
    std::map<std::uint64_t, std::vector<Said>> fields;
    for (const Said& x : said) {
      const bool survives = is_version(x) && std::none_of(said.begin(), said.end(), [&](auto& y) {
                              return overwrites_naively(y, x);
                            });
      if (survives) fields[x.op->field].push_back(x);
    }
    if (fields.empty()) return {};
    const std::uint64_t kind = said[0].change->kind;
    const bool is_marked_here = is_marked_naively(said);
    CborWriter writer;
    writer.map(std::size_t{2} + (kind != 0) + is_marked_here);
    if (kind != 0) writer.key(0).uint(kind);
    writer.key(2).bytes(said[0].change->entity.view());
    writer.key(4).map(fields.size());
    for (auto& [field, versions] : fields) {
      std::sort(versions.begin(), versions.end(),
                [](const Said& a, const Said& b) { return a.name < b.name; });
      writer.key(field).array(versions.size());
      for (const Said& x : versions) {
        writer.array(4).uint(static_cast<std::uint64_t>(x.op->kind)).bytes(x.name.batch.view());
        writer.uint(std::uint64_t{x.name.change} * 65536 + x.name.op).bytes(x.op->value);
      }
    }
    if (is_marked_here) writer.key(6).boolean(true);
    return std::move(writer).take();
  }

  std::map<BatchHash, CausalNode> known_;
  std::map<std::pair<EntityId, std::uint64_t>, std::vector<Said>> entries_;
};

}  // namespace

Hash naive_digest(const std::vector<SectionBatch>& batches, const std::set<EntityId>& erased) {
  return NaiveState(batches, erased).digest();
}

}  // namespace alongside
