#include "shared/base/check.h"
#include "shared/seal/passphrase.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"

namespace alongside {
namespace {

// What is forgiven on reading, done: the letters that the code itself would be written with.
std::string as_printed(std::string_view typed) {
  std::string letters;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const bool is_letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (is_letter && letters.size() % 6 == 5) letters.push_back('-');
    if (is_letter) letters.push_back(c);
  }
  return letters;
}

}  // namespace

// What is typed is refused as a mistake in typing, or is the one code of the secret that it gives.
bool fuzz_one(std::span<const std::byte> bytes) {
  const std::string_view typed = text_of(bytes);
  const Result<RecoverySecret> secret = read_recovery_code(typed);
  if (!secret) {
    MUST(secret.error().code == ErrorCode::usage);
    return false;
  }
  MUST(recovery_code(*secret) == as_printed(typed));
  return true;
}

}  // namespace alongside
