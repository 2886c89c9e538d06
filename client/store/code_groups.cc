#include "client/store/code_groups.h"

#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::size_t kGroup = 5;

// Capital letters and digits only, look-alikes as the digits they stand for.
std::string plain_letters(std::string_view typed) {
  std::string plain;
  for (char letter : typed) {
    if (letter == ' ' || letter == '-' || letter == '\n' || letter == '\r' || letter == '\t')
      continue;
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (letter == 'O') letter = '0';
    if (letter == 'I' || letter == 'L') letter = '1';
    plain.push_back(letter);
  }
  return plain;
}

Hash group_hash(std::string_view group) { return tagged_hash("alongside/group", {view_of(group)}); }

}  // namespace

Bytes code_group_hashes(std::string_view code) {
  const std::string plain = plain_letters(code);
  Bytes hashes;
  for (std::size_t at = 0; at + kGroup <= plain.size(); at += kGroup) {
    append(hashes, group_hash(std::string_view(plain).substr(at, kGroup)).view());
  }
  return hashes;
}

Result<bool> is_part_of_code(View hashes, std::string_view typed) {
  const std::string plain = plain_letters(typed);
  if (plain.empty() || plain.size() % kGroup != 0) {
    return error(ErrorCode::usage, "Type at least one whole group of five letters.");
  }
  for (std::size_t at = 0; at < plain.size(); at += kGroup) {
    const Hash wanted = group_hash(std::string_view(plain).substr(at, kGroup));
    bool found = false;
    for (std::size_t k = 0; k + Hash::kSize <= hashes.size(); k += Hash::kSize) {
      found = found || equal(hashes.subspan(k, Hash::kSize), wanted.view());
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace alongside
