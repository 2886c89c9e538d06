#include "shared/consent/space_name.h"

#include <array>

#include "shared/base/check.h"
#include "shared/sign/hash.h"

namespace alongside {

SpaceId space_name(const RootId& owner, SpaceKind kind) {
  const std::array<std::byte, 1> letter{static_cast<std::byte>(kind)};
  const Hash hash = tagged_hash("alongside/space", {owner.view(), letter});
  const auto id = SpaceId::from(hash.view().first(SpaceId::kSize));
  MUST(id);
  return *id;
}

}  // namespace alongside
