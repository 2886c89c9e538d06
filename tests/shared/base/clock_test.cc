#include "shared/base/clock.h"

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

TEST_CASE("SystemClock.CountsMillisecondsSince1970", "[base]") {
  // Between 2001 and 2286 the count has thirteen digits.
  const TimeMs now = SystemClock().now_ms();
  REQUIRE(now >= 1'000'000'000'000);
  REQUIRE(now < 10'000'000'000'000);
}

}  // namespace
}  // namespace alongside
