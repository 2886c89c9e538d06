#include "client/sync/pace.h"

#include <algorithm>

namespace alongside {
namespace {

constexpr std::int64_t kIdleMs = 5 * 60 * 1000;
constexpr std::int64_t kFirstRetryMs = 2000;
constexpr std::int64_t kLastRetryMs = 10 * 60 * 1000;
constexpr std::uint32_t kMaxDoublings = 9;  // 2 s · 2⁹ > ten minutes

// Between half of `ms` and all of it.
std::int64_t spread(std::int64_t ms, Random& random) {
  std::array<std::byte, 2> chance{};
  random.fill(chance);
  const std::int64_t part = std::to_integer<int>(chance[0]) * 256 + std::to_integer<int>(chance[1]);
  return ms / 2 + ms / 2 * part / 65535;
}

}  // namespace

std::int64_t SyncPace::wait_ms(Random& random) const {
  if (failures_ == 0) return spread(kIdleMs, random);
  const std::uint32_t doublings = std::min(failures_ - 1, kMaxDoublings);
  return spread(std::min(kFirstRetryMs << doublings, kLastRetryMs), random);
}

}  // namespace alongside
