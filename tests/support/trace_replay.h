#pragma once

#include "tests/support/trace.h"

namespace alongside {

// How many things a replay compared, and the first that was not as the trace says (empty if all
// were).
struct ReplayResult {
  std::size_t steps = 0;
  std::size_t epochs = 0;
  std::string difference;
};

// Feeds the steps of a trace to Records and the fold, replica by replica, and compares who sees
// what and the folded state after each. Then derives every EPOCH anew from those before it.
ReplayResult replay(const Trace& trace);

}  // namespace alongside
