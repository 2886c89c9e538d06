#include "shared/base/wipe.h"

#include <string.h>

namespace alongside {

void wipe(std::span<std::byte> secret) {
  if (!secret.empty()) explicit_bzero(secret.data(), secret.size());
}

void wipe(std::string& secret) { explicit_bzero(secret.data(), secret.size()); }

}  // namespace alongside
