#include "client/viewmodel/when.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace alongside {
namespace {

std::tm local(TimeMs time) {
  const std::time_t seconds = static_cast<std::time_t>(time / 1000 - (time % 1000 < 0 ? 1 : 0));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return parts;
}

// The number of the calendar day, so that two days can be subtracted (days since 1970-01-01,
// proleptic Gregorian; Howard Hinnant's days_from_civil).
std::int64_t day_number(const std::tm& parts) {
  const std::int64_t month = parts.tm_mon + 1;
  const std::int64_t year = parts.tm_year + 1900 - (month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year =
      (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + parts.tm_mday - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

std::string clock_of(const std::tm& parts) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", parts.tm_hour, parts.tm_min);
  return text.data();
}

Phrase weekday_of(const std::tm& parts) {
  return phrase("weekday." + std::to_string(parts.tm_wday));
}
Phrase month_of(const std::tm& parts) {
  return phrase("month." + std::to_string(parts.tm_mon + 1));
}

Phrase date_of(const std::tm& parts) {
  return phrase("when.date")
      .with("day", std::to_string(parts.tm_mday))
      .with("month", month_of(parts))
      .with("year", std::to_string(parts.tm_year + 1900));
}

Phrase day_and_month_of(const std::tm& parts) {
  return phrase("when.day_and_month")
      .with("day", std::to_string(parts.tm_mday))
      .with("month", month_of(parts));
}

}  // namespace

Phrase short_day(TimeMs then, TimeMs now) {
  const std::tm at = local(then);
  const std::int64_t days = day_number(local(now)) - day_number(at);
  return days >= 0 && days < 365 ? day_and_month_of(at) : date_of(at);
}

Phrase when_in_words(TimeMs then, TimeMs now) {
  const std::tm at = local(then);
  const std::int64_t days = day_number(local(now)) - day_number(at);
  if (days == 0) return phrase("when.today").with("time", clock_of(at));
  if (days == 1) return phrase("when.yesterday").with("time", clock_of(at));
  if (days < 0) return date_of(at);
  if (days < 7) {
    return phrase("when.weekday").with("weekday", weekday_of(at)).with("time", clock_of(at));
  }
  if (days < 28) return phrase("when.weeks_ago", days / 7);
  return short_day(then, now);
}

Phrase when_exactly(TimeMs then) {
  const std::tm at = local(then);
  return phrase("when.exactly")
      .with("weekday", weekday_of(at))
      .with("day", std::to_string(at.tm_mday))
      .with("month", month_of(at))
      .with("year", std::to_string(at.tm_year + 1900))
      .with("time", clock_of(at));
}

Phrase day_in_words(TimeMs then) {
  const std::tm at = local(then);
  return phrase("when.day")
      .with("weekday", weekday_of(at))
      .with("day", std::to_string(at.tm_mday))
      .with("month", month_of(at))
      .with("year", std::to_string(at.tm_year + 1900));
}

std::string numeric_day(TimeMs then) {
  const std::tm at = local(then);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", at.tm_year + 1900, at.tm_mon + 1,
                at.tm_mday);
  return text.data();
}

std::string time_of_day(TimeMs then) { return clock_of(local(then)); }

}  // namespace alongside
