#pragma once

#include <cstdint>

#include "shared/base/clock.h"

namespace alongside {

// Limits of one server (docs/spec/http.md, docs/self-hosting.md).
inline constexpr TimeMs kMinuteMs = 60'000;
inline constexpr TimeMs kDayMs = 24 * 60 * kMinuteMs;
inline constexpr TimeMs kInviteLifeMs = kDayMs;
inline constexpr TimeMs kEnrolRepeatMs =
    10 * kMinuteMs;                               // a lost answer is given again for so long
inline constexpr TimeMs kSeenStepMs = kMinuteMs;  // how exactly a last sync is kept
inline constexpr TimeMs kPairingLifeMs = 15 * kMinuteMs;  // a pairing stream lets in for so long
inline constexpr std::int64_t kMaxRecoveriesPerDay = 5;   // of one family of devices
inline constexpr std::size_t kMaxRememberedFollows = 1 << 18;  // streams in memory: 16 MiB

// What a stream counts as beside its blobs: its row and its places in the indexes.
inline constexpr std::size_t kStreamBytes = 512;

// What one device may store.
struct Quota {
  std::int64_t bytes_per_day = std::int64_t{256} * 1024 * 1024;
  std::int64_t bytes_in_all = std::int64_t{8} * 1024 * 1024 * 1024;
};

}  // namespace alongside
