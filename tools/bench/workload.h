#pragma once

#include <string>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/id.h"

namespace alongside {

// One row of the shared workload file: a single field of a record is set.
struct WorkloadRow {
  TimeMs at = 0;
  EntityId record;
  std::uint64_t field = 0;
  std::string value;
  char side = 'A';  // of the extra rows: A, B, or L for B's late ones
};

// Reads the tab-separated workload (or, with `with_side`, its extra rows). Ends the program with a
// plain sentence if the file is not what it should be.
std::vector<WorkloadRow> read_workload(const std::string& path, bool with_side);

}  // namespace alongside
