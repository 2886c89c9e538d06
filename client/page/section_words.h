#pragma once

#include <string_view>

namespace alongside {

// A section in the words a person knows, to stand in a sentence: "notes" is "your notes". Empty for
// a section that no person shares, or a newer app's.
std::string_view words_of_section(std::string_view section);

}  // namespace alongside
