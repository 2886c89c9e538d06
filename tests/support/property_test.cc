#include "tests/support/property.h"

#include <cstdlib>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

// Gives the numbers a law is tried on.
std::vector<int> numbers_tried() {
  std::vector<int> numbers;
  check_property("collects what it is given", [&](int number) { numbers.push_back(number); });
  return numbers;
}

TEST_CASE("Property.TriesTheSameInputsEveryTime", "[support]") {
  const std::vector<int> first = numbers_tried();
  REQUIRE(first.size() >= 100);
  REQUIRE(numbers_tried() == first);
}

TEST_CASE("Property.SeedIsFixedUnlessGiven", "[support]") {
  if (std::getenv("RC_PARAMS") == nullptr) REQUIRE(property_params().seed == 20'250'101);
  REQUIRE(property_params().maxSuccess > 0);
}

TEST_CASE("Property.AFalseLawFailsItsTest", "[support][!shouldfail]") {
  check_property("every number is below ten", [](int number) { RC_ASSERT(number < 10); });
}

}  // namespace
}  // namespace alongside
