#pragma once

#include <cstddef>

namespace alongside {

// Limits of the protocol (docs/spec/http.md).
inline constexpr std::size_t kMaxBodyBytes = 1024 * 1024;
inline constexpr std::size_t kMaxFollowed = 4096;
inline constexpr std::size_t kMaxPushes = 256;
inline constexpr std::size_t kMaxBlobBytes = 600'000;
inline constexpr std::size_t kMaxHashesAnswered = 20'000;

}  // namespace alongside
