#pragma once

#include "client/viewmodel/phrase.h"
#include "shared/base/clock.h"

namespace alongside {

// When something was, in words people use: "Today, 14:05", "Tuesday, 14:05", "3 weeks ago",
// "March 2025". Both times are shown in the device's time zone. A time after today is shown as
// its date: a wrong clock is never explained away.
Phrase when_in_words(TimeMs then, TimeMs now);

// The day in a few words: "4 March"; with the year unless it was within the last one.
Phrase short_day(TimeMs then, TimeMs now);

// The same moment in full: "Tuesday 4 March 2025, 14:05".
Phrase when_exactly(TimeMs then);

// The day alone: "Tuesday 4 March 2025".
Phrase day_in_words(TimeMs then);

// The day in digits, so that names sort by it: "2025-03-04".
std::string numeric_day(TimeMs then);

// The time of day, "14:05", in the device's time zone.
std::string time_of_day(TimeMs then);

}  // namespace alongside
