#include "shared/merge/overwrites.h"

#include "shared/base/plant.h"

namespace alongside {

std::optional<Target> target_of(const Op& by) {
  switch (by.kind) {
    case OpKind::put:
      return Target{OpKind::put, {}, {}};
    case OpKind::remove:
      return Target{OpKind::add, by.value, {}};
    default:
      return std::nullopt;
  }
}

bool has_seen(const FoldOp& by, const Version& of, const Causality& causality) {
  if (by.origin.batch == of.origin.batch) return of.origin < by.origin;
  if (PLANT(clock_decides)) return by.at >= of.at;
  if (PLANT(removal_wins) && by.op->kind != OpKind::put) return true;
  return causality.sees(by.origin.batch, of.origin.batch);
}

bool may_overwrite(const FoldOp& by, const Version& of, const KindRules& rules,
                   const Causality& causality) {
  if (rules.append_only && by.op->kind == OpKind::put) return false;
  if (by.by_owner || PLANT(anyone_may_overwrite)) return true;
  if (rules.owner_words && causality.is_owner(of.origin.batch)) return false;
  return by.op->kind != OpKind::del || rules.anyone_removes || by.author == of.author;
}

}  // namespace alongside
