#pragma once

#include <string_view>

#include "shared/base/bytes.h"

namespace alongside {

// What a vault keeps of its recovery code: a hash of each group of five letters, inside the
// encrypted database, to know a part that was typed back.
Bytes code_group_hashes(std::string_view code);

// True if everything typed is whole groups of that code, at least one. Spaces, dashes, small
// letters, O for 0 and I or L for 1 are forgiven. Errors: usage (not whole groups).
Result<bool> is_part_of_code(View hashes, std::string_view typed);

}  // namespace alongside
