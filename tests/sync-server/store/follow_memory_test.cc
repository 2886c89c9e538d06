#include "sync-server/store/follow_memory.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

std::vector<Follow> list_of(SeededRandom& random, std::size_t size) {
  std::vector<Follow> list(size);
  for (Follow& one : list) one = {random.id<Address>(), random.id<Capability>()};
  return list;
}

}  // namespace

TEST_CASE("FollowMemory.FindsTheListOfTheSameDeviceByItsHash", "[server]") {
  SeededRandom random(1);
  FollowMemory memory(10);
  const auto list = list_of(random, 3);
  memory.remember(1, list);
  REQUIRE(memory.find(1, hash_of_follow(list)) != nullptr);
  CHECK(*memory.find(1, hash_of_follow(list)) == list);
  CHECK(memory.find(2, hash_of_follow(list)) == nullptr);
  CHECK(memory.find(1, Hash{}) == nullptr);
}

TEST_CASE("FollowMemory.ForgetsWhatWasUsedLongestAgo", "[server]") {
  SeededRandom random(1);
  FollowMemory memory(10);
  const auto a = list_of(random, 4), b = list_of(random, 4), c = list_of(random, 4);
  memory.remember(1, a);
  memory.remember(2, b);
  REQUIRE(memory.find(1, hash_of_follow(a)) != nullptr);
  memory.remember(3, c);
  CHECK(memory.find(2, hash_of_follow(b)) == nullptr);
  CHECK(memory.find(1, hash_of_follow(a)) != nullptr);
}

}  // namespace alongside
