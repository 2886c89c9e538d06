#pragma once

#include <optional>
#include <string_view>

#include "shared/base/clock.h"

namespace alongside {

// The last moments of days in the device's time zone, in ms: until when a share lasts.

// Of a day typed as day, month, year ("31 1 2027", "31.1.2027", "31/01/2027") or year first
// ("2027-01-31"). Nothing: that is no day.
std::optional<TimeMs> end_of_typed_day(std::string_view typed);

// Of the day that is seven days on.
TimeMs end_of_a_week(TimeMs now);

// Of the last day of this month; on that day itself, of the next month.
TimeMs end_of_the_month(TimeMs now);

}  // namespace alongside
