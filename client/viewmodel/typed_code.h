#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "client/viewmodel/phrase.h"
#include "shared/seal/passphrase.h"

namespace alongside {

// A code as it was typed, of seven groups of five letters; else what is wrong with it, in words.
tl::expected<RecoverySecret, Phrase> read_typed_code(std::string_view typed);

// A code in groups apart, so that a line never ends within one.
std::string code_in_groups(std::string code);

}  // namespace alongside
