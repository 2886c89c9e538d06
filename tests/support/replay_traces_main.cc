#include <iostream>

#include "tests/support/trace_replay.h"

// Replays traces of the reference model, one JSON text a line on standard input, and says which
// were not reproduced. tools/traces/replay feeds it.
int main() {
  alongside::start_crypto();
  std::size_t traces = 0;
  std::size_t steps = 0;
  std::size_t epochs = 0;
  std::size_t differing = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto json = nlohmann::json::parse(line);
    const auto result = alongside::replay(alongside::read_trace(json));
    ++traces;
    steps += result.steps;
    epochs += result.epochs;
    if (result.difference.empty()) continue;
    ++differing;
    std::cout << "seed " << json["seed"] << ": " << result.difference << "\n";
  }
  std::cout << traces << " traces, " << steps << " steps, " << epochs << " EPOCHs, " << differing
            << " traces differ\n";
  return traces > 0 && differing == 0 ? 0 : 1;
}
