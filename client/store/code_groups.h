#pragma once

#include <string_view>

#include "client/store/vault.h"

namespace alongside {

// What a vault keeps of its recovery code, inside the encrypted database and only until the code
// was typed back: which one of its groups of five letters is asked for, and a hash of that group.
// More of them would give the code to whoever has the opened vault.

// Asks for a group of this new code, chosen at random. Runs in the caller's transaction.
void ask_for_group_of(Vault& vault, std::string_view code);
void ask_for_no_group(Vault& vault);

// True if everything typed is whole groups of five letters and the one asked for is among them.
// Spaces, dashes, small letters, O for 0 and I or L for 1 are forgiven.
// Errors: usage (not whole groups), not_found (none is asked for).
Result<bool> has_asked_group(Vault& vault, std::string_view typed);

// Whether so much was typed that it can only be meant as the whole code.
bool is_whole_code(std::string_view typed);

// An earlier version kept the hashes of all groups: keeps one of them, chosen at random, if any is
// still needed.
void keep_one_code_group(Vault& vault);

}  // namespace alongside
