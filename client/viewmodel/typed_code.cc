#include "client/viewmodel/typed_code.h"

#include <algorithm>

namespace alongside {

tl::expected<RecoverySecret, Phrase> read_typed_code(std::string_view typed) {
  if (typed.empty()) return tl::unexpected(phrase("code.needed"));
  const auto code = read_recovery_code(typed);
  if (code) return *code;
  if (const auto group = wrong_code_group(typed)) {
    return tl::unexpected(phrase("code.group").with("group", std::to_string(*group)));
  }
  return tl::unexpected(phrase("code.not_one"));
}

std::string code_in_groups(std::string code) {
  std::replace(code.begin(), code.end(), '-', ' ');
  return code;
}

}  // namespace alongside
