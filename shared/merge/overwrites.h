#pragma once

#include "shared/merge/entity.h"

namespace alongside {

// The parts of the one rule of merging (docs/spec/state.md), beside what is listed in `replaces`.

// Where the versions that a put or a removal is about begin in their field. Nothing for the others:
// a deletion is about the whole entry, the rest about no version.
std::optional<Target> target_of(const Op& by);

// True if `by` was written by somebody who had seen the version.
bool has_seen(const FoldOp& by, const Version& of, const Causality& causality);

// True if the author of `by` may overwrite or remove such a version.
bool may_overwrite(const FoldOp& by, const Version& of, const KindRules& rules,
                   const Causality& causality);

}  // namespace alongside
