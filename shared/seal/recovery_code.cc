#include <algorithm>
#include <optional>

#include "shared/seal/passphrase.h"

namespace alongside {
namespace {

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kGroups = 7;
constexpr std::size_t kDataLetters = 4;
constexpr std::size_t kGroupLetters = kDataLetters + 1;
constexpr std::size_t kSecretBytes = 16;
constexpr std::size_t kChecksumBytes = 2;

using Group = std::array<unsigned, kGroupLetters>;
using Groups = std::array<Group, kGroups>;

// The secret and two bytes of its tagged hash, of which 12 bits are used: 140 bits in all.
Secret<kSecretBytes + kChecksumBytes> with_checksum(const RecoverySecret& secret) {
  const Hash hash = tagged_hash("alongside/recovery", {secret.view()});
  Secret<kSecretBytes + kChecksumBytes> both;
  const auto checksum = hash.view().first(kChecksumBytes);
  std::copy(secret.view().begin(), secret.view().end(), both.fill().begin());
  std::copy(checksum.begin(), checksum.end(), both.fill().begin() + kSecretBytes);
  return both;
}

// Multiplication by x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1).
unsigned times_x(unsigned value) { return (value << 1 ^ (value & 16 ? 0b100101u : 0u)) & 31; }

// The check letter of group `index`: the group's number plus its letters, each multiplied by
// another power of x. One wrong letter, two swapped letters and two swapped groups all change it.
unsigned check_letter(std::size_t index, const Group& group) {
  unsigned sum = static_cast<unsigned>(index) + 1;
  for (std::size_t i = 0; i < kDataLetters; ++i) sum = times_x(sum) ^ group[i];
  return times_x(sum);
}

unsigned bit_of(View bytes, std::size_t index) {
  return std::to_integer<unsigned>(bytes[index / 8]) >> (7 - index % 8) & 1;
}

Groups groups_of(const RecoverySecret& secret) {
  const auto bits = with_checksum(secret);
  Groups groups{};
  for (std::size_t i = 0; i < kGroups * kDataLetters * 5; ++i) {
    unsigned& letter = groups[i / 5 / kDataLetters][i / 5 % kDataLetters];
    letter = letter << 1 | bit_of(bits.view(), i);
  }
  for (std::size_t i = 0; i < kGroups; ++i) groups[i].back() = check_letter(i, groups[i]);
  return groups;
}

RecoverySecret secret_of(const Groups& groups) {
  RecoverySecret secret;
  for (std::size_t i = 0; i < kSecretBytes * 8; ++i) {
    const unsigned letter = groups[i / 5 / kDataLetters][i / 5 % kDataLetters];
    std::byte& byte = secret.fill()[i / 8];
    byte = byte << 1 | static_cast<std::byte>(letter >> (4 - i % 5) & 1);
  }
  return secret;
}

bool is_separator(char typed) {
  return typed == '-' || typed == ' ' || typed == '\t' || typed == '\r' || typed == '\n';
}

std::optional<unsigned> letter_value(char typed) {
  char letter = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
  if (letter == 'O') letter = '0';
  if (letter == 'I' || letter == 'L') letter = '1';
  const std::size_t value = kLetters.find(letter);
  if (value == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(value);
}

Error wrong_group(std::size_t index) {
  return error(ErrorCode::usage,
               "Please check group " + std::to_string(index + 1) + " of the code.");
}

// The letters in groups, as far as they can be read.
struct Read {
  Groups groups{};
  std::optional<std::size_t> wrong;  // the first that is cut short, does not fit its check letter
                                     // or holds a foreign character
  bool is_too_long = false;
};

Read look_at(std::string_view typed) {
  Read read;
  std::size_t count = 0;
  for (const char character : typed) {
    if (is_separator(character)) continue;
    const std::size_t index = count / kGroupLetters;
    read.is_too_long = index == kGroups;
    if (read.is_too_long) return read;
    const std::optional<unsigned> value = letter_value(character);
    if (value) read.groups[index][count % kGroupLetters] = *value;
    ++count;
    const bool complete = count % kGroupLetters == 0;
    const bool fits =
        !complete || read.groups[index].back() == check_letter(index, read.groups[index]);
    if (value && fits) continue;
    read.wrong = index;
    return read;
  }
  if (count != kGroups * kGroupLetters) read.wrong = count / kGroupLetters;
  return read;
}

}  // namespace

std::string recovery_code(const RecoverySecret& secret) {
  std::string code;
  code.reserve(kGroups * (kGroupLetters + 1));
  for (const Group& group : groups_of(secret)) {
    if (!code.empty()) code.push_back('-');
    for (const unsigned letter : group) code.push_back(kLetters[letter]);
  }
  return code;
}

Result<RecoverySecret> read_recovery_code(std::string_view typed) {
  const Read read = look_at(typed);
  if (read.is_too_long) return error(ErrorCode::usage, "There are more than 7 groups of 5.");
  if (read.wrong) return wrong_group(*read.wrong);
  const RecoverySecret secret = secret_of(read.groups);
  if (groups_of(secret) != read.groups) {
    return error(ErrorCode::usage, "Each group looks right, but they are not one code together.");
  }
  return secret;
}

std::optional<int> wrong_code_group(std::string_view typed) {
  const Read read = look_at(typed);
  if (!read.wrong) return std::nullopt;
  return static_cast<int>(*read.wrong) + 1;
}

}  // namespace alongside
