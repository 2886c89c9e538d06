#include "shared/merge/entity.h"

#include <algorithm>
#include <compare>
#include <limits>

#include "shared/base/plant.h"
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

bool ByTarget::is_less(const Target& a, const Target& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  const auto values = std::lexicographical_compare_three_way(a.value.begin(), a.value.end(),
                                                             b.value.begin(), b.value.end());
  return values != 0 ? values < 0 : a.origin < b.origin;
}

bool EntityFold::fold(const FoldOp& op) {
  const bool is_listed = op.op->replaces && !PLANT(fold_ignores_replaces);
  const Effect effect = is_listed ? overwrite_listed(op) : overwrite_seen(op);
  remember_removal(state_, op);
  if (is_version(op.op->kind)) {
    add(op);
    return true;
  }
  return effect.overwrote || !effect.was_forbidden;
}

void EntityFold::add(const FoldOp& op) {
  insert_ascending(state_.authors, op.author);
  const auto at = state_.fields[op.op->field]
                      .insert({op.op->kind, op.origin, op.author, op.at, op.op->value})
                      .first;
  if (places_) places_->insert_or_assign(op.origin, Place{op.op->field, at});
}

std::map<Origin, EntityFold::Place>& EntityFold::places() {
  if (places_) return *places_;
  places_.emplace();
  for (const auto& [field, versions] : state_.fields) {
    for (auto at = versions.begin(); at != versions.end(); ++at) {
      places_->insert_or_assign(at->origin, Place{field, at});
    }
  }
  return *places_;
}

// The version of that origin, if `op` is about it.
std::optional<EntityFold::Place> EntityFold::find(const FoldOp& op, const Origin& origin) {
  if (op.op->kind == OpKind::del) {
    const auto found = places().find(origin);
    return found == places().end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<Target> target = target_of(*op.op);
  const auto field = state_.fields.find(op.op->field);
  if (!target || field == state_.fields.end()) return std::nullopt;
  target->origin = origin;
  const auto at = field->second.find(*target);
  if (at == field->second.end()) return std::nullopt;
  return Place{op.op->field, at};
}

void EntityFold::try_to_overwrite(const Place& place, const FoldOp& op, Effect& effect) {
  const Version& version = *place.at;
  if (!has_seen(op, version, with_.causality)) return;
  if (!may_overwrite(op, version, with_.rules, with_.causality)) {
    effect.was_forbidden = true;
    return;
  }
  effect.overwrote = true;
  if (places_) places_->erase(version.origin);
  const auto field = state_.fields.find(place.field);
  field->second.erase(place.at);
  if (field->second.empty()) state_.fields.erase(field);
}

EntityFold::Effect EntityFold::overwrite_listed(const FoldOp& op) {
  Effect effect;
  for (const OpRef& ref : *op.op->replaces) {
    const auto batch = with_.causality.number_of(ref.batch, op.origin.batch);
    const auto place = batch ? find(op, {*batch, ref.change, ref.op}) : std::nullopt;
    if (place) try_to_overwrite(*place, op, effect);
  }
  return effect;
}

// All that the operation is about; unless it is the first of its batch, only what the batch itself
// has added.
std::vector<EntityFold::Place> EntityFold::candidates(const FoldOp& op, bool is_first) {
  const Origin own{op.origin.batch, 0, 0};
  const Origin from = is_first ? Origin{std::numeric_limits<std::int64_t>::min(), 0, 0} : own;
  const auto ends = [&](const Origin& origin) { return !is_first && origin.batch != own.batch; };
  std::vector<Place> found;
  if (op.op->kind == OpKind::del) {
    for (auto at = places().lower_bound(from); at != places().end() && !ends(at->first); ++at) {
      found.push_back(at->second);
    }
    return found;
  }
  std::optional<Target> target = target_of(*op.op);
  const auto field = state_.fields.find(op.op->field);
  if (!target || field == state_.fields.end()) return found;
  target->origin = from;
  for (auto at = field->second.lower_bound(*target); at != field->second.end(); ++at) {
    const Target here = ByTarget::target_of(*at);
    if (here.kind != target->kind || !equal(here.value, target->value) || ends(at->origin)) break;
    found.push_back({op.op->field, at});
  }
  return found;
}

// What somebody had not seen or may not overwrite stays so for the whole batch.
EntityFold::Effect EntityFold::overwrite_seen(const FoldOp& op) {
  Effect effect;
  if (op.op->kind != OpKind::del && !target_of(*op.op)) return effect;
  const auto [sweep, is_first] = swept_.try_emplace(
      {op.op->kind, op.op->field, op.op->kind == OpKind::put ? Bytes() : op.op->value});
  std::vector<Origin>& forbidden = sweep->second;
  for (const Place& place : candidates(op, is_first)) {
    const Origin origin = place.at->origin;
    Effect one;
    try_to_overwrite(place, op, one);
    effect.overwrote = effect.overwrote || one.overwrote;
    if (one.was_forbidden) forbidden.push_back(origin);
  }
  while (!forbidden.empty() && !find(op, forbidden.back())) forbidden.pop_back();
  effect.was_forbidden = !forbidden.empty();
  return effect;
}

bool fold_op(EntityState& state, const FoldOp& op, const KindRules& rules,
             const Causality& causality) {
  return EntityFold(state, {rules, causality}).fold(op);
}

bool is_marked(const EntityState& state, const KindRules& rules) {
  if (!state.is_present()) return false;
  if (state.owner_removed || (rules.anyone_removes && !state.removers.empty())) return true;
  return std::any_of(state.removers.begin(), state.removers.end(), [&](std::int64_t remover) {
    return std::binary_search(state.authors.begin(), state.authors.end(), remover);
  });
}

}  // namespace alongside
