#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <catch2/catch_test_macros.hpp>

#include "tests/support/cbor_value.h"
#include "tests/support/golden.h"

namespace alongside {
namespace {

bool all_golden_refusals_are_refused() {
  for (const auto& vector : golden("encoding").at("refused")) {
    if (decode_value(golden_bytes(vector.at("hex")))) return false;
  }
  return true;
}

TEST_CASE("Cbor.PlantedBugsAreCaught", "[codec][plant]") {
  CHECK(is_caught("cbor_takes_longer_forms", all_golden_refusals_are_refused));
  CHECK(is_caught("cbor_takes_any_key_order", all_golden_refusals_are_refused));
}

}  // namespace
}  // namespace alongside
#endif
