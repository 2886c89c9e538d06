#include "client/sync/pace.h"

#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {

TEST_CASE("SyncPace.WaitsLongerAfterEachFailureUpToTenMinutes", "[sync]") {
  check_property("a wait lies between half and all of its step", [](std::uint64_t seed) {
    SeededRandom random(seed);
    SyncPace pace;
    std::int64_t step_ms = 2000;
    for (int failure = 0; failure < 40; ++failure) {
      pace.failed();
      const std::int64_t wait = pace.wait_ms(random);
      RC_ASSERT(wait >= step_ms / 2);
      RC_ASSERT(wait <= step_ms);
      step_ms = std::min<std::int64_t>(step_ms * 2, 10 * 60 * 1000);
    }
  });
}

TEST_CASE("SyncPace.IsItselfAgainAfterOneSuccess", "[sync]") {
  SeededRandom random(1);
  SyncPace pace;
  for (int failure = 0; failure < 5; ++failure) pace.failed();
  pace.went_well();
  pace.failed();
  CHECK(pace.wait_ms(random) <= 2000);
}

}  // namespace alongside
