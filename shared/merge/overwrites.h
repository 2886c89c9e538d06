#pragma once

#include "shared/merge/entity.h"

namespace alongside {

// The two halves of overwrites(): what an operation is about, and whether its author may.

// True if `by` has the version for its target, lists it where it lists anything, and was written by
// somebody who had seen it.
bool aims_at(const FoldOp& by, const Version& of, std::uint64_t of_field,
             const Causality& causality);

// True if the author of `by` may overwrite or remove such a version.
bool may_overwrite(const FoldOp& by, const Version& of, const KindRules& rules,
                   const Causality& causality);

}  // namespace alongside
