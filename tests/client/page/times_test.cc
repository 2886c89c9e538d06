#include "client/page/times.h"

#include <limits>

#include "tests/support/property.h"

namespace alongside {

TEST_CASE("ReceiptTimes.AreWrittenInUtc", "[page]") {
  CHECK(utc_time(1'741'183'500'999) == "2025-03-05T14:05:00Z");
  CHECK(utc_time(-1) == "1969-12-31T23:59:59Z");
  CHECK(utc_in_words(1'741'183'500'000) == "5 March 2025, 14:05");
  CHECK(utc_in_words(1'767'225'540'000) == "31 December 2025, 23:59");
}

TEST_CASE("ReceiptTimes.OutsideFourDigitYearsAreNotSure", "[page]") {
  CHECK(utc_time(-62'135'596'800'000) == "0001-01-01T00:00:00Z");
  CHECK(utc_in_words(-62'135'596'800'000) == "1 January 1, 00:00");
  CHECK(utc_time(253'402'300'799'999) == "9999-12-31T23:59:59Z");
  for (const TimeMs time :
       {TimeMs{-62'135'596'800'001}, TimeMs{253'402'300'800'000},
        std::numeric_limits<TimeMs>::min(), std::numeric_limits<TimeMs>::max()}) {
    CHECK_FALSE(utc_time(time));
    CHECK(utc_in_words(time) == "a date that is not sure");
  }
}

}  // namespace alongside
