#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// What one run gave.
struct RunReport {
  std::uint64_t seed = 0;
  std::vector<std::string> failures;  // none: everything that must hold held
  RunCounts counts;
};

// One seed, one run: people at two to four devices edit, share and sync while devices, server and
// network fail; then everything works again, all sync until nothing moves, and the oracles look.
RunReport simulate(std::uint64_t seed);

}  // namespace alongside
