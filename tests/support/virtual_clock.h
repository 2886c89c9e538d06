#pragma once

#include "shared/base/clock.h"

namespace alongside {

// A clock that stands still until it is told what it shows.
class VirtualClock final : public Clock {
 public:
  TimeMs now_ms() const override { return now; }
  TimeMs now = 1'770'000'000'000;
};

}  // namespace alongside
