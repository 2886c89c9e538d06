#include <catch2/catch_test_macros.hpp>

#include "shared/base/plant.h"
#include "tests/support/crypto.h"
#include "tests/support/golden_traces.h"
#include "tests/support/trace_replay.h"

namespace alongside {
namespace {

// The first difference that some golden trace shows, or empty.
#ifdef ALONGSIDE_PLANTS
std::string first_difference() {
  for (const char* const file : kTraceFiles) {
    for (const Trace& trace : golden_traces(file)) {
      const ReplayResult result = replay(trace);
      if (!result.difference.empty()) return result.difference;
    }
  }
  return "";
}
#endif

}  // namespace

TEST_CASE("Traces.VisibilityAndStateAgreeAfterEveryStep", "[consent][golden]") {
  std::size_t steps = 0;
  std::size_t epochs = 0;
  for (const char* const file : kTraceFiles) {
    for (const Trace& trace : golden_traces(file)) {
      const ReplayResult result = replay(trace);
      CHECK(result.difference == "");
      steps += result.steps;
      epochs += result.epochs;
    }
  }
  CHECK(steps > 10'000);
  CHECK(epochs > 3'000);
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("Traces.PlantedBugsAreCaught", "[consent][plant]") {
  for (const char* const bug :
       {"fold_ignores_replaces", "visibility_waits_for_held", "visibility_waits_for_gaps",
        "dep_check_skipped", "removal_wins", "epochs_forget_adoptions", "ends_are_ignored",
        "a_concurrent_stop_loses", "a_merge_accepts_all"}) {
    planted_bug = bug;
    const std::string difference = first_difference();
    planted_bug.clear();
    INFO(bug);
    CHECK(difference != "");
  }
}
#endif

}  // namespace alongside
