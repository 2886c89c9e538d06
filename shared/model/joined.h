#pragma once

#include <span>
#include <vector>

#include "shared/base/id.h"

namespace alongside {

// Which records tell of one person (docs/spec/model.md): pure functions over what was joined.

// What one entry says: these records are of one person.
using Join = std::vector<SpaceId>;

// The records that `joins` hold together, however many steps apart: each group ascending and of two
// or more, the groups by their least. The same for every order of `joins` and within each.
std::vector<std::vector<SpaceId>> groups_of(std::span<const Join> joins);

// The pairs to be joined anew so that `records` stay one group, where `joins` is all that is left.
std::vector<Join> bridges(std::span<const SpaceId> records, std::span<const Join> joins);

}  // namespace alongside
