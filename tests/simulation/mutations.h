#pragma once

#include <cstdint>
#include <string_view>

namespace alongside {

// One by name, or each `parts`-th from the `part`-th on (from 1): parts can run side by side.
struct WhichMutations {
  std::string_view only;
  std::uint64_t part = 1;
  std::uint64_t parts = 1;
};

// Runs the simulated world with each planted bug of tests/simulation/mutations.md switched on, seed
// by seed until an oracle catches it, each in a process of its own; prints one line for each. Gives
// how many survived: 0, or the oracles are blind to something. Requires: a build with
// ALONGSIDE_PLANTS.
std::uint64_t run_mutations(const WhichMutations& which);

}  // namespace alongside
