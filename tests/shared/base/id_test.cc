#include "shared/base/id.h"

#include <unordered_set>

#include <catch2/catch_test_macros.hpp>

#include "shared/base/wipe.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

TEST_CASE("Id.FitsOneLengthOnly", "[base]") {
  for (std::size_t size = 0; size <= 40; ++size) {
    REQUIRE(SpaceId::from(Bytes(size)).has_value() == (size == 16));
    REQUIRE(DeviceId::from(Bytes(size)).has_value() == (size == 32));
  }
}

TEST_CASE("Id.OrderIsThatOfItsBytes", "[base]") {
  check_property("id order", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const auto a = random.id<EntityId>();
    const auto b = random.id<EntityId>();
    RC_ASSERT((a < b) == (a.hex() < b.hex()));
    RC_ASSERT((a == b) == (a.hex() == b.hex()));
    RC_ASSERT(*EntityId::from(a.view()) == a);
  });
}

TEST_CASE("Id.ZeroIsTheDefault", "[base]") {
  REQUIRE(AdmissionId{}.is_zero());
  AdmissionId last_bit;
  last_bit.bytes.back() = std::byte{1};
  REQUIRE(!last_bit.is_zero());
}

TEST_CASE("Id.CanKeyAHashedSet", "[base]") {
  SeededRandom random(1);
  const auto a = random.id<Hash>();
  std::unordered_set<Hash> set{a, random.id<Hash>()};
  REQUIRE(set.size() == 2);
  REQUIRE(set.contains(a));
}

TEST_CASE("Wipe.LeavesZeros", "[base]") {
  Bytes bytes(100, std::byte{7});
  wipe(bytes);
  REQUIRE(bytes == Bytes(100));
  std::string text(50, 'x');
  wipe(text);
  REQUIRE(text == std::string(50, '\0'));
}

}  // namespace
}  // namespace alongside
