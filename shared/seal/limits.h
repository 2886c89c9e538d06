#pragma once

#include <cstddef>

namespace alongside {

// The most bytes that one blob may hold, before compression. Checked before room is made for them.
inline constexpr std::size_t kMaxPayloadBytes = 1048576;  // 1 MiB

// The longest blob that a payload within the limit can become: the zstd bound of incompressible
// bytes and the layout's head, padded, with seal version, nonce or ephemeral key, and tag.
inline constexpr std::size_t kMaxBlobBytes = 1081344 + 1 + 32 + 16;

}  // namespace alongside
