#pragma once

#include <string>

#include "shared/base/result.h"
#include "shared/model/kinds.h"

namespace alongside {

// The section of a person's record that was typed. Errors: usage, with those there are.
Result<const SectionSpec*> section_called(const std::string& typed);

// A section by its name, or its number if this app does not know it.
std::string section_name(std::uint64_t number);

}  // namespace alongside
