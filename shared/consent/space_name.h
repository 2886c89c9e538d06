#pragma once

#include "shared/sign/signature.h"

namespace alongside {

// What a space is; each identity has at most one of each.
enum class SpaceKind : std::uint8_t { coach = 0, person = 1, charity = 2 };

// The id of an identity's space: a function of its root, so that nobody can give another's space
// out as their own (docs/spec/keys.md).
SpaceId space_name(const RootId& owner, SpaceKind kind);

}  // namespace alongside
