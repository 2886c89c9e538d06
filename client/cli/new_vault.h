#pragma once

#include <CLI/CLI.hpp>

#include "client/cli/answer.h"
#include "client/cli/session.h"

namespace alongside {

// What making a vault has in common, be it a coach's, a person's or a charity's.
inline constexpr const char* kUsualKdf = "moderate";
void add_kdf_option(CLI::App* command, std::string& kdf);
KdfCost cost_called(std::string_view kdf);

// The answer with the recovery code, which is shown this once.
Result<Answer> made_vault(CliSession& session, const std::string& code);

}  // namespace alongside
