#pragma once

#include "client/store/vault.h"

namespace alongside {

// Facts of which a vault has one, in its `fact` table.
inline constexpr std::string_view kFactMe = "me";                      // RootId
inline constexpr std::string_view kFactDeviceSeed = "device_seed";     // Key
inline constexpr std::string_view kFactRootsBox = "roots_box";         // BoxPublic
inline constexpr std::string_view kFactCodeGroup = "code_group";       // code_groups.h
inline constexpr std::string_view kFactAllCodeGroups = "code_groups";  // of earlier versions
inline constexpr std::string_view kFactBackedUp = "backed_up";         // one byte 1
inline constexpr std::string_view kFactReader = "reader";              // one byte, read_again.h

inline constexpr std::string_view kFactFreshSeed = "fresh_seed";      // Key, writer.h
inline constexpr std::string_view kFactRecoveryBox = "recovery_box";  // BoxPublic, recovery.h
inline constexpr std::string_view kFactRecovering =
    "recovering";  // Key, while a vault is recovered

inline constexpr std::string_view kFactToClear = "to_clear";  // one byte 1, late.h

std::optional<Bytes> fact(Database& db, std::string_view name);
void set_fact(Database& db, std::string_view name, View value);
void remove_fact(Database& db, std::string_view name);

}  // namespace alongside
