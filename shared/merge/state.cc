#include "shared/merge/state.h"

#include <algorithm>

#include "shared/base/check.h"

namespace alongside {
namespace {

struct NamedVersion {
  BatchHash batch;
  const Version* version;

  std::uint64_t place() const {
    return std::uint64_t{version->origin.change} * 65536 + version->origin.op;
  }
  friend bool operator<(const NamedVersion& a, const NamedVersion& b) {
    return a.batch != b.batch ? a.batch < b.batch : a.place() < b.place();
  }
};

std::vector<NamedVersion> in_order(const Versions& versions, const HashOfBatch& hash_of) {
  std::vector<NamedVersion> named;
  named.reserve(versions.size());
  for (const Version& version : versions)
    named.push_back({hash_of(version.origin.batch), &version});
  std::sort(named.begin(), named.end());
  return named;
}

}  // namespace

Bytes canonical_entity(const EntityState& state, const KindRules& rules,
                       const HashOfBatch& hash_of) {
  MUST(state.is_present());
  const bool has_kind = state.kind != 0;
  const bool has_mark = is_marked(state, rules);
  CborWriter writer;
  writer.map(std::size_t{2} + has_kind + has_mark);
  if (has_kind) writer.key(0).uint(state.kind);
  writer.key(2).bytes(state.id.view());
  writer.key(4).map(state.fields.size());
  for (const auto& [field, versions] : state.fields) {
    writer.key(field).array(versions.size());
    for (const NamedVersion& named : in_order(versions, hash_of)) {
      writer.array(4).uint(static_cast<std::uint64_t>(named.version->kind));
      writer.bytes(named.batch.view()).uint(named.place()).bytes(named.version->value);
    }
  }
  if (has_mark) writer.key(6).boolean(true);
  return std::move(writer).take();
}

void StateDigest::add(const EntityState& state, const KindRules& rules,
                      const HashOfBatch& hash_of) {
  const std::pair<EntityId, std::uint64_t> name(state.id, state.kind);
  MUST(!last_ || *last_ < name);
  last_ = name;
  if (state.is_present()) append(entries_, canonical_entity(state, rules, hash_of));
}

Hash StateDigest::finish() const { return tagged_hash("alongside/state", {View(entries_)}); }

}  // namespace alongside
