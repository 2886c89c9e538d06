#pragma once

#include <string>
#include <vector>

#include "client/cli/session.h"

namespace alongside {

// Runs alongside-cli with these words (without the program's name), and gives the exit code. Reads
// and writes only the streams of `means`; an answer that could not be written out is a failure.
int run_cli(const std::vector<std::string>& words, const CliMeans& means);

}  // namespace alongside
