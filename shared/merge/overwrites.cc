#include "shared/merge/overwrites.h"

#include <algorithm>

#include "shared/base/plant.h"

namespace alongside {
namespace {

bool has_target(const Op& by, const Version& of, std::uint64_t of_field) {
  switch (by.kind) {
    case OpKind::put:
      return of.kind == OpKind::put && by.field == of_field;
    case OpKind::remove:
      return of.kind == OpKind::add && by.field == of_field && by.value == of.value;
    case OpKind::del:
      return true;
    default:
      return false;
  }
}

bool lists(const FoldOp& by, const Version& of, const Causality& causality) {
  if (!by.op->replaces || PLANT(fold_ignores_replaces)) return true;
  return std::any_of(by.op->replaces->begin(), by.op->replaces->end(), [&](const OpRef& ref) {
    return ref.change == of.origin.change && ref.op == of.origin.op &&
           causality.number_of(ref.batch, by.origin.batch) == of.origin.batch;
  });
}

bool has_seen(const FoldOp& by, const Version& of, const Causality& causality) {
  if (by.origin.batch == of.origin.batch) return of.origin < by.origin;
  if (PLANT(clock_decides)) return by.at >= of.at;
  if (PLANT(removal_wins) && by.op->kind != OpKind::put) return true;
  return causality.sees(by.origin.batch, of.origin.batch);
}

}  // namespace

bool aims_at(const FoldOp& by, const Version& of, std::uint64_t of_field,
             const Causality& causality) {
  return has_target(*by.op, of, of_field) && lists(by, of, causality) &&
         has_seen(by, of, causality);
}

bool may_overwrite(const FoldOp& by, const Version& of, const KindRules& rules,
                   const Causality& causality) {
  if (by.by_owner || PLANT(anyone_may_overwrite)) return true;
  if (rules.owner_words && causality.is_owner(of.origin.batch)) return false;
  return by.op->kind != OpKind::del || rules.anyone_removes || by.author == of.author;
}

bool overwrites(const FoldOp& by, const Version& of, std::uint64_t of_field, const KindRules& rules,
                const Causality& causality) {
  return aims_at(by, of, of_field, causality) && may_overwrite(by, of, rules, causality);
}

}  // namespace alongside
