#pragma once

#include <cstdint>
#include <string_view>

namespace alongside {

// Runs the simulated world with each planted bug of tests/simulation/mutations.md switched on, seed
// by seed until an oracle catches it, each in a process of its own; prints one line for each. Gives
// how many survived: 0, or the oracles are blind to something. Requires: a build with
// ALONGSIDE_PLANTS.
std::uint64_t run_mutations(std::string_view only);

}  // namespace alongside
