#pragma once

#include "tests/support/trace.h"

namespace alongside {

// The traces in a file of lines, compressed with zstd.
std::vector<Trace> read_traces(const std::string& path);

// Files of tests/golden/traces, fifty seeds each.
inline constexpr const char* kTraceFiles[] = {"seeds-0-49", "seeds-50-99", "seeds-100-149",
                                              "seeds-150-199"};

#ifdef ALONGSIDE_TEST_DATA
// The traces of one of them, in the order of their seeds.
inline std::vector<Trace> golden_traces(const std::string& file) {
  return read_traces(std::string(ALONGSIDE_TEST_DATA) + "/golden/traces/" + file + ".jsonl.zst");
}
#endif

}  // namespace alongside
