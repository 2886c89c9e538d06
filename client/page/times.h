#pragma once

#include <optional>
#include <string>

#include "shared/base/clock.h"

namespace alongside {

// "2025-03-05T14:05:00Z" (ISO 8601); none outside the years 1 to 9999, which it cannot write.
std::optional<std::string> utc_time(TimeMs time);

// "5 March 2025, 14:05", in UTC; outside the years 1 to 9999 "a date that is not sure".
std::string utc_in_words(TimeMs time);

}  // namespace alongside
