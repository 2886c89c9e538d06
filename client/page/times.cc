#include "client/page/times.h"

#include <array>

#include "shared/model/values.h"

namespace alongside {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::optional<std::string> utc_time(TimeMs time) {
  std::string iso = iso_time(time);
  if (iso.back() != 'Z') return std::nullopt;
  return iso;
}

std::string utc_in_words(TimeMs time) {
  const auto iso = utc_time(time);
  if (!iso) return "a date that is not sure";
  // 2025-03-05T14:05:00Z
  const auto number = [&](std::size_t at, std::size_t digits) {
    return std::stoul(iso->substr(at, digits));
  };
  return std::to_string(number(8, 2)) + " " + std::string(kMonths.at(number(5, 2) - 1)) + " " +
         std::to_string(number(0, 4)) + ", " + iso->substr(11, 5);
}

}  // namespace alongside
