#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "shared/base/claimed_time.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"

namespace alongside {

TEST_CASE("ClaimedTime.TheSumOfTwoClaimsWrapsRound", "[store]") {
  constexpr TimeMs kMost = std::numeric_limits<TimeMs>::max();
  constexpr TimeMs kLeast = std::numeric_limits<TimeMs>::min();
  CHECK(sum_of_claims(2, -3) == -1);
  CHECK(sum_of_claims(kMost, 1) == kLeast);
  CHECK(sum_of_claims(kLeast, -1) == kMost);
}

TEST_CASE("History.ShowsWhateverTimesAreClaimed", "[store]") {
  VaultRig rig;
  const SectionPlace loose = loose_notes(rig.vault());
  for (int i = 0; i < 2; ++i) {
    rig.clock.now += 1000;
    REQUIRE(add_entry(rig.vault(), loose, kKindNote,
                      {{kNoteBody, Text{"tea", "coach", "en"}, std::nullopt}}));
  }
  constexpr TimeMs kMost = std::numeric_limits<TimeMs>::max();
  rig.vault().db().statement("UPDATE batch SET at_ms = ?1 WHERE hash IS NULL").bind(1, kMost).run();
  const auto rows = history(rig.vault(), loose.space);
  REQUIRE(rows);
  REQUIRE(rows->size() >= 2);
  CHECK(rows->front().at == sum_of_claims(kMost, 1000));
}

}  // namespace alongside
