#pragma once

#include "shared/sign/signature.h"

namespace alongside {

// Starts libsodium before any test of a program that includes this.
inline const bool crypto_is_started = [] {
  start_crypto();
  return true;
}();

}  // namespace alongside
