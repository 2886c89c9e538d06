#pragma once

#include <string_view>
#include <vector>

#include "shared/base/bytes.h"

namespace alongside {

// The fewest hexadecimal digits that stand for an id.
inline constexpr std::size_t kFewestDigits = 4;

// True if `typed` is the id in hexadecimal, or at least its first kFewestDigits digits.
bool id_fits(View id, std::string_view typed);

// The one that fits what was typed. Errors: not_found, usage (several fit).
template <class Row>
Result<Row> only_one(std::vector<Row> fitting, std::string_view what) {
  if (fitting.empty()) {
    return error(ErrorCode::not_found, "There is no such " + std::string(what) + " here.");
  }
  if (fitting.size() > 1) {
    return error(ErrorCode::usage, "More than one " + std::string(what) + " fits; use the id.");
  }
  return std::move(fitting.front());
}

}  // namespace alongside
