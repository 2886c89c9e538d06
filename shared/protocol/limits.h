#pragma once

#include <cstddef>

namespace alongside {

// Limits of the protocol (docs/spec/http.md).
inline constexpr std::size_t kMaxBodyBytes = 1024 * 1024;
inline constexpr std::size_t kMaxFollowed = 4096;
inline constexpr std::size_t kMaxPushes = 256;
inline constexpr std::size_t kMaxEnds = 256;  // closes in one request, and as many drops
inline constexpr std::size_t kMaxBlobBytes = 600'000;
inline constexpr std::size_t kMaxHashesAnswered = 20'000;
inline constexpr std::size_t kMaxUrlBytes = 200;     // of a server, in an invite
inline constexpr std::size_t kMaxInviteBytes = 600;  // the text a person carries

}  // namespace alongside
