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

// Its parts: who knows whom and what is shared at the beginning; the phase with faults.
void prepare_run(World& world);
void run_steps(World& world);

}  // namespace alongside
