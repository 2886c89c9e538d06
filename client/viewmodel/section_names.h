#pragma once

#include <string_view>

#include "client/viewmodel/phrase.h"
#include "shared/model/kinds.h"

namespace alongside {

// A section's name as it stands over it on a screen: "Notes", "What they want"; in one's own record
// "What I want". A section of a newer app keeps the name it came with.
Phrase section_in_words(std::string_view section, bool is_mine);

// The parts of a person's record that something can be written in, without the name, which goes
// with each of them.
std::vector<const SectionSpec*> parts_of_a_record();

}  // namespace alongside
