#pragma once

#include <cstdint>

namespace alongside {

// Milliseconds since the computer was started. Never goes back, whoever sets the clock, and goes on
// while the computer sleeps (clock_gettime(2), CLOCK_BOOTTIME).
std::int64_t time_passed_ms();

}  // namespace alongside
