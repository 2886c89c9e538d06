#pragma once

#include <string>

#include "shared/base/result.h"
#include "shared/model/kinds.h"

namespace alongside {

// The section of a person's record that was typed. Errors: usage, with those there are.
Result<const SectionSpec*> section_called(const std::string& typed);

}  // namespace alongside
