#pragma once

#include <span>
#include <string>

#include "shared/base/bytes.h"

namespace alongside {

// Overwrites memory that held a secret with zeros; the compiler cannot leave it out.
void wipe(std::span<std::byte> secret);
void wipe(std::string& secret);

}  // namespace alongside
