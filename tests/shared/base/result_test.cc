#include "shared/base/result.h"

#include <memory>
#include <set>

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return error(ErrorCode::usage, "An odd number.");
  return number / 2;
}

Result<int> quarter(int number) {
  TRY(const int once, half(number));
  TRY(const int twice, half(once));
  return twice;
}

Result<bool> is_even(int number) {
  TRY_DO(half(number));
  return true;
}

Result<std::unique_ptr<int>> boxed(int number) {
  TRY(auto box, Result<std::unique_ptr<int>>(std::make_unique<int>(number)));
  return box;
}

TEST_CASE("Result.TryGivesTheValueOrPassesTheErrorOn", "[base]") {
  REQUIRE(*quarter(8) == 2);
  REQUIRE(quarter(6).error().code == ErrorCode::usage);
  REQUIRE(quarter(7).error().message == "An odd number.");
  REQUIRE(is_even(2).has_value());
  REQUIRE(!is_even(3).has_value());
}

TEST_CASE("Result.TryMovesWhatCannotBeCopied", "[base]") { REQUIRE(**boxed(5) == 5); }

TEST_CASE("ErrorCode.NamesAreDifferent", "[base]") {
  std::set<std::string> names;
  const int last = static_cast<int>(ErrorCode::usage);
  for (int code = 0; code <= last; ++code) names.insert(name_of(static_cast<ErrorCode>(code)));
  REQUIRE(names.size() == static_cast<std::size_t>(last) + 1);
  REQUIRE(!names.contains("unknown"));
}

}  // namespace
}  // namespace alongside
