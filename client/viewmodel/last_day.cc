#include "client/viewmodel/last_day.h"

#include <array>
#include <ctime>

namespace alongside {
namespace {

std::tm local(TimeMs time) {
  const std::time_t seconds = static_cast<std::time_t>(time / 1000);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return parts;
}

// The last millisecond of a day; days and months beyond the end count on.
TimeMs end_of(int year, int month, int day) {
  std::tm parts{};
  parts.tm_year = year - 1900;
  parts.tm_mon = month - 1;
  parts.tm_mday = day + 1;
  parts.tm_isdst = -1;
  return static_cast<TimeMs>(std::mktime(&parts)) * 1000 - 1;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// Exactly three numbers of at most four digits, whatever stands between them but letters.
std::optional<std::array<int, 3>> three_numbers(std::string_view typed) {
  std::array<int, 3> numbers{};
  std::size_t count = 0;
  std::size_t at = 0;
  while (at < typed.size()) {
    if (!is_digit(typed[at])) {
      if (std::string_view(" ./-,").find(typed[at]) == std::string_view::npos) return std::nullopt;
      ++at;
      continue;
    }
    if (count == 3) return std::nullopt;
    const std::size_t from = at;
    int number = 0;
    for (; at < typed.size() && is_digit(typed[at]); ++at) {
      if (at - from == 4) return std::nullopt;
      number = number * 10 + (typed[at] - '0');
    }
    numbers[count++] = number;
  }
  if (count != 3) return std::nullopt;
  return numbers;
}

}  // namespace

std::optional<TimeMs> end_of_typed_day(std::string_view typed) {
  constexpr int kFirstYear = 1970;
  auto numbers = three_numbers(typed);
  if (!numbers) return std::nullopt;
  auto [day, month, year] = *numbers;
  if (day >= kFirstYear) std::swap(day, year);
  if (year < kFirstYear || month < 1 || month > 12 || day < 1) return std::nullopt;
  const TimeMs end = end_of(year, month, day);
  const std::tm there = local(end);
  if (there.tm_mday != day || there.tm_mon != month - 1) return std::nullopt;
  return end;
}

TimeMs end_of_a_week(TimeMs now) {
  const std::tm today = local(now);
  return end_of(today.tm_year + 1900, today.tm_mon + 1, today.tm_mday + 7);
}

TimeMs end_of_the_month(TimeMs now) {
  const std::tm today = local(now);
  const TimeMs end = end_of(today.tm_year + 1900, today.tm_mon + 2, 0);
  if (local(end).tm_mday != today.tm_mday) return end;
  return end_of(today.tm_year + 1900, today.tm_mon + 3, 0);
}

}  // namespace alongside
