#include "client/store/typed_ids.h"

namespace alongside {

bool id_fits(View id, std::string_view typed) {
  if (typed.size() < kFewestDigits || typed.size() > id.size() * 2) return false;
  std::string lower;
  for (const char digit : typed) {
    lower.push_back(digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit);
  }
  return to_hex(id).compare(0, lower.size(), lower) == 0;
}

}  // namespace alongside
