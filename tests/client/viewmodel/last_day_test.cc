#include "client/viewmodel/last_day.h"

#include <cstdlib>
#include <ctime>

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

constexpr TimeMs kDay = 86'400'000;
constexpr TimeMs kNoon = 1'741'176'000'000;         // Wednesday 5 March 2025, 12:00 UTC
constexpr TimeMs kEndOf5March = 1'741'219'199'999;  // and the last moment of that day

void use_zone(const char* zone) {
  setenv("TZ", zone, 1);
  tzset();
}

TEST_CASE("LastDay.IsTypedInTheWaysPeopleWriteDays", "[view]") {
  use_zone("UTC");
  for (const char* typed : {"5 3 2025", "05.03.2025", "5/3/2025", "2025-03-05", " 5, 3, 2025 "}) {
    INFO(typed);
    CHECK(end_of_typed_day(typed) == kEndOf5March);
  }
}

TEST_CASE("LastDay.WhatIsNoDayIsNone", "[view]") {
  use_zone("UTC");
  for (const char* typed : {"", "5 3", "5 3 25", "31 2 2025", "0 3 2025", "5 13 2025", "soon",
                            "5 March 2025", "5 3 2025 1", "5 3 20255", "99999999999 1 2025"}) {
    INFO(typed);
    CHECK_FALSE(end_of_typed_day(typed));
  }
}

TEST_CASE("LastDay.AWeekAndTheMonthEndWithTheirDay", "[view]") {
  use_zone("UTC");
  CHECK(end_of_a_week(kNoon) == kEndOf5March + 7 * kDay);
  CHECK(end_of_the_month(kNoon) == kEndOf5March + 26 * kDay);
  const TimeMs on_the_last_day = kNoon + 26 * kDay;
  CHECK(end_of_the_month(on_the_last_day) == kEndOf5March + 56 * kDay);
}

TEST_CASE("LastDay.IsTheOneOfTheDevicesOwnZone", "[view]") {
  use_zone("UTC-3");  // three hours ahead
  CHECK(end_of_typed_day("5 3 2025") == kEndOf5March - kDay / 8);
  use_zone("UTC");
}

}  // namespace
}  // namespace alongside
