#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace alongside {

// The words of one line, quoted as in a shell: spaces and tabs separate; '…' is taken as it stands;
// in "…" \" \\ \n and \t mean a quote, a backslash, a new line and a tab; elsewhere a backslash
// takes the next character as it stands. No variables, no patterns. Errors: usage (a quote that is
// not closed, a backslash at the end).
Result<std::vector<std::string>> split_words(std::string_view line);

}  // namespace alongside
