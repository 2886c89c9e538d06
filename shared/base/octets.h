#pragma once

#include "shared/base/bytes.h"

namespace alongside {

// Bytes as C libraries want them: to read from, and to write into.
inline const unsigned char* octets(View bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* octets_to_fill(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace alongside
