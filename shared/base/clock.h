#pragma once

#include <cstdint>

namespace alongside {

// Milliseconds since 1970-01-01 UTC, as some clock claims: shown to people, never used to decide
// what is merged, accepted or ordered.
using TimeMs = std::int64_t;

// Where the engine gets the time from. The programs give it the machine's clock, tests their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimeMs now_ms() const = 0;
};

// The machine's wall clock.
class SystemClock final : public Clock {
 public:
  TimeMs now_ms() const override;
};

}  // namespace alongside
