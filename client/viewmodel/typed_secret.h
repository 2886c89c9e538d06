#pragma once

#include <string>

#include "shared/base/wipe.h"

namespace alongside {

// Room that a typed secret gets at once, so that typing on does not leave copies behind.
inline constexpr std::size_t kRoomForSecret = 1024;

// Overwrites a secret that somebody typed or was shown, and empties it.
inline void forget(std::string& secret) {
  wipe(secret);
  secret.clear();
}

}  // namespace alongside
