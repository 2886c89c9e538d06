#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/shares.h"
#include "tests/simulation/two_coaches.h"
#include "tests/support/crypto.h"
#include "tests/support/planted.h"

// I24: a crash at any write of a share or a stop leaves it done or not done.

namespace alongside {
namespace {

constexpr std::uint64_t kEvery = 23;

// What a person does, one after the other; each is one intent.
std::vector<std::function<void(TwoCoaches&)>> intents() {
  const auto stop = [](std::uint64_t section) {
    return [section](TwoCoaches& world) {
      const auto stopped = stop_sharing(world.ade.window(), {world.mo, section, world.bea.root()});
      REQUIRE(stopped);
    };
  };
  const auto share = [](std::uint64_t section, bool from_now) {
    return [=](TwoCoaches& world) {
      const auto shared = share_section(world.ade.window(), {.space = world.mo,
                                                             .section = section,
                                                             .contact = world.bea.root(),
                                                             .why = "so that you can help",
                                                             .language = "en",
                                                             .write = true,
                                                             .from_now = from_now});
      REQUIRE(shared);
    };
  };
  const auto write = [](TwoCoaches& world) { world.write_note(world.ade, "a word"); };
  return {stop(kSectionGoals),        write, stop(kSectionNotes),
          share(kSectionNotes, true), write, share(kSectionGoals, false)};
}

// Everything that an intent changes, counted.
std::vector<std::int64_t> state_of(Vault& vault) {
  std::vector<std::int64_t> counts;
  for (const std::string_view sql :
       {"SELECT count(*) FROM epoch", "SELECT count(*) FROM share", "SELECT count(*) FROM handed",
        "SELECT count(*) FROM stream", "SELECT sum(to_close) FROM stream",
        "SELECT count(*) FROM blob WHERE bytes IS NOT NULL", "SELECT count(*) FROM batch",
        "SELECT count(*) FROM open_change", "SELECT count(*) FROM entry WHERE is_present = 1",
        "SELECT number FROM revision"}) {
    auto& row = vault.db().statement(sql);
    REQUIRE(row.step());
    counts.push_back(row.integer(0));
    row.reset();
  }
  return counts;
}

std::vector<std::vector<std::int64_t>> states_without_a_crash() {
  TwoCoaches world;
  world.sync_all();
  std::vector<std::vector<std::int64_t>> states{state_of(world.ade.window())};
  for (const auto& intent : intents()) {
    intent(world);
    states.push_back(state_of(world.ade.window()));
  }
  return states;
}

struct Cut {
  bool happened = false;
  bool is_prefix = false;
};

// Runs the intents with the power going at a write, and those that are left after the restart.
Cut cut_at(std::uint64_t at, const std::vector<std::vector<std::int64_t>>& states) {
  TwoCoaches world;
  world.sync_all();
  world.ade.disk.unplug_at(at);
  const auto all = intents();
  std::size_t done = 0;
  try {
    for (const auto& intent : all) {
      intent(world);
      ++done;
    }
  } catch (const SqliteError&) {
    CHECK(world.ade.disk.is_unplugged());
  }
  if (!world.ade.disk.is_unplugged()) return {};
  world.ade.crash_and_restart(Crash::power_cut, world.random);
  const auto left = state_of(world.ade.window());
  const bool one_more = done < all.size() && left == states[done + 1];
  if (left != states[done] && !one_more) return {true, false};
  for (std::size_t i = done + (one_more ? 1 : 0); i < all.size(); ++i) all[i](world);
  world.sync_all();
  const bool is_sound = verify_vault(world.ade.window()).empty() &&
                        world.digest_of(world.ade, "goals") == world.digest_of(world.bea, "goals");
  return {true, is_sound};
}

bool every_cut_leaves_a_prefix() {
  const auto states = states_without_a_crash();
  std::uint64_t cuts = 0;
  for (std::uint64_t at = 1;; at += kEvery) {
    const Cut cut = cut_at(at, states);
    if (!cut.happened) break;
    if (!cut.is_prefix) return false;
    ++cuts;
  }
  return cuts > 5;
}

TEST_CASE("I24.ACrashLeavesTheStateAfterAPrefixOfTheIntents", "[simulation][invariant]") {
  CHECK(every_cut_leaves_a_prefix());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("a_stop_in_two_parts", every_cut_leaves_a_prefix));
#endif
}

}  // namespace
}  // namespace alongside
