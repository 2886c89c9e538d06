#include "client/viewmodel/when.h"

#include <cstdlib>
#include <ctime>

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

constexpr TimeMs kHour = 3'600'000;
constexpr TimeMs kDay = 24 * kHour;
// Wednesday 5 March 2025, 14:05 UTC.
constexpr TimeMs kNow = 1'741'183'500'000;

struct InUtc {
  InUtc() {
    setenv("TZ", "UTC", 1);
    tzset();
  }
};

TEST_CASE("When.TodayAndYesterdayCarryTheTime", "[view]") {
  const InUtc utc;
  CHECK(when_in_words(kNow, kNow).key == "when.today");
  CHECK(when_in_words(kNow, kNow).args.at(0).text == "14:05");
  CHECK(when_in_words(kNow - 15 * kHour, kNow).key == "when.yesterday");
}

TEST_CASE("When.ThisWeekIsAWeekday", "[view]") {
  const InUtc utc;
  const Phrase words = when_in_words(kNow - 2 * kDay, kNow);
  CHECK(words.key == "when.weekday");
  CHECK(words.args.at(0).words.at(0).key == "weekday.1");
}

TEST_CASE("When.WeeksAreCountedUpToFour", "[view]") {
  const InUtc utc;
  CHECK(when_in_words(kNow - 7 * kDay, kNow).count == 1);
  CHECK(when_in_words(kNow - 27 * kDay, kNow).count == 3);
  CHECK(when_in_words(kNow - 28 * kDay, kNow).key == "when.day_and_month");
}

TEST_CASE("When.ATimeInTheFutureIsShownAsItsDate", "[view]") {
  const InUtc utc;
  CHECK(when_in_words(kNow + 3 * 365 * kDay, kNow).key == "when.date");
}

TEST_CASE("When.TimesBefore1970HaveADay", "[view]") {
  const InUtc utc;
  CHECK(when_exactly(-1).args.at(0).words.at(0).key == "weekday.3");
  CHECK(time_of_day(-1) == "23:59");
}

}  // namespace
}  // namespace alongside
