#pragma once

// Planted bugs: one line of product code each, behind a switch that only test builds have
// (ALONGSIDE_PLANTS). A planted bug that no test catches fails the run
// (tests/simulation/mutations.md lists them). In the programs people use, PLANT(x) is `false`.
#ifdef ALONGSIDE_PLANTS
#include <string>
#include <string_view>

namespace alongside {
// The name of the one bug that is switched on, or empty. Set by tests before threads start.
inline std::string planted_bug;
}  // namespace alongside

#define PLANT(name) (::alongside::planted_bug == std::string_view(#name))
#else
#define PLANT(name) false
#endif
