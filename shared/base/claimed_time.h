#pragma once

#include "shared/base/clock.h"

namespace alongside {

// The sum of two claimed times, wrapping round: a claim may be anything.
inline TimeMs sum_of_claims(TimeMs a, TimeMs b) {
  return static_cast<TimeMs>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

}  // namespace alongside
