#pragma once

#include <string>

#include "shared/seal/keys.h"

namespace alongside {

// What messages about roles at a charity hold (docs/spec/consent.md).

// Opens the inbox of a role: from the charity to one who has it.
struct RoleKey {
  std::string role;
  Key box_seed;
  Key epoch_key;
  FourHashes four;
  std::uint64_t card_records = 0;  // on the charity's card by then, so that an old copy is told
};
Bytes encode_role_key(const RoleKey& key);
// Errors: malformed, unknown_version, too_large.
Result<RoleKey> decode_role_key(View bytes);

// Words for whoever has a role.
struct ToldWords {
  std::string role;
  std::string text;
  std::string language;
};
inline constexpr std::size_t kMaxToldBytes = 64 * 1024;
Bytes encode_told(const ToldWords& told);
// Errors: malformed, unknown_version, too_large.
Result<ToldWords> decode_told(View bytes);

}  // namespace alongside
