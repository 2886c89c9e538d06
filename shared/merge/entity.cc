#include "shared/merge/entity.h"

#include <algorithm>

#include "shared/merge/overwrites.h"

namespace alongside {
namespace {

void insert_ascending(std::vector<std::int64_t>& numbers, std::int64_t number) {
  const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
  if (at == numbers.end() || *at != number) numbers.insert(at, number);
}

bool is_version(OpKind kind) {
  return kind == OpKind::put || kind == OpKind::add || kind == OpKind::entry;
}

struct Effect {
  bool overwrote = false;
  bool was_forbidden = false;
};

// Takes out of one field what `op` overwrites.
void overwrite_in(std::uint64_t field, std::vector<Version>& versions, const FoldOp& op,
                  const KindRules& rules, const Causality& causality, Effect& effect) {
  std::erase_if(versions, [&](const Version& version) {
    if (!aims_at(op, version, field, causality)) return false;
    const bool may = may_overwrite(op, version, rules, causality);
    (may ? effect.overwrote : effect.was_forbidden) = true;
    return may;
  });
}

Effect overwrite(EntityState& state, const FoldOp& op, const KindRules& rules,
                 const Causality& causality) {
  Effect effect;
  const bool whole_entry = op.op->kind == OpKind::del;
  auto at = whole_entry ? state.fields.begin() : state.fields.find(op.op->field);
  while (at != state.fields.end()) {
    overwrite_in(at->first, at->second, op, rules, causality, effect);
    at = at->second.empty() ? state.fields.erase(at) : std::next(at);
    if (!whole_entry) break;
  }
  return effect;
}

void remember_removal(EntityState& state, const FoldOp& op) {
  if (op.op->kind != OpKind::del && op.op->kind != OpKind::remove) return;
  state.touched_by_removal = true;
  if (op.op->kind == OpKind::remove) return;
  if (op.by_owner) {
    state.owner_removed = true;
  } else {
    insert_ascending(state.removers, op.author);
  }
}

}  // namespace

bool fold_op(EntityState& state, const FoldOp& op, const KindRules& rules,
             const Causality& causality) {
  const Effect effect = overwrite(state, op, rules, causality);
  remember_removal(state, op);
  if (is_version(op.op->kind)) {
    insert_ascending(state.authors, op.author);
    state.fields[op.op->field].push_back({op.op->kind, op.origin, op.author, op.at, op.op->value});
    return true;
  }
  return effect.overwrote || !effect.was_forbidden;
}

bool is_marked(const EntityState& state, const KindRules& rules) {
  if (!state.is_present()) return false;
  if (state.owner_removed || (rules.anyone_removes && !state.removers.empty())) return true;
  return std::any_of(state.removers.begin(), state.removers.end(), [&](std::int64_t remover) {
    return std::binary_search(state.authors.begin(), state.authors.end(), remover);
  });
}

}  // namespace alongside
