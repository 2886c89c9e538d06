#include "shared/model/values.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "shared/model/relationship.h"

namespace alongside {
namespace {

constexpr std::string_view kGoalWords[] = {"thinking", "doing", "done", "let_go"};

Result<bool> check_text(std::string_view text, std::size_t limit) {
  if (text.size() > limit) return error(ErrorCode::too_large, "That text is too long to keep.");
  if (!is_utf8(text)) return error(ErrorCode::malformed, "That text is not valid UTF-8.");
  return true;
}

// Days since 1970 of a civil date (proleptic Gregorian).
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

struct Civil {
  std::int64_t year;
  int month, day;
};

Civil civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

constexpr TimeMs kMsPerDay = 86'400'000;
constexpr TimeMs kLatestMs = 253'402'300'799'999;    // the end of the year 9999
constexpr TimeMs kEarliestMs = -62'135'596'800'000;  // the start of the year 1

bool take_number(std::string_view& from, int& into, std::size_t digits) {
  if (from.size() < digits) return false;
  const auto done = std::from_chars(from.data(), from.data() + digits, into);
  if (done.ec != std::errc() || done.ptr != from.data() + digits) return false;
  from.remove_prefix(digits);
  return true;
}

bool take_char(std::string_view& from, char wanted) {
  if (from.empty() || from.front() != wanted) return false;
  from.remove_prefix(1);
  return true;
}

std::optional<TimeMs> read_date(std::string_view typed) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!take_number(typed, year, 4) || !take_char(typed, '-') || !take_number(typed, month, 2) ||
      !take_char(typed, '-') || !take_number(typed, day, 2)) {
    return std::nullopt;
  }
  if (take_char(typed, 'T') || take_char(typed, ' ')) {
    if (!take_number(typed, hour, 2) || !take_char(typed, ':') || !take_number(typed, minute, 2)) {
      return std::nullopt;
    }
    if (take_char(typed, ':') && !take_number(typed, second, 2)) return std::nullopt;
    take_char(typed, 'Z');
  }
  const std::int64_t days = days_from_civil(year, month, day);
  const Civil back = civil_from_days(days);
  const bool real = year >= 1 && back.year == year && back.month == month && back.day == day &&
                    hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 &&
                    second < 60;
  if (!typed.empty() || !real) return std::nullopt;
  return days * kMsPerDay + ((hour * 60 + minute) * 60 + second) * 1000;
}

Result<Value> typed_time(std::string_view typed) {
  TimeMs ms = 0;
  const auto done = std::from_chars(typed.data(), typed.data() + typed.size(), ms);
  const bool whole = done.ec == std::errc() && done.ptr == typed.data() + typed.size();
  if (whole && ms >= kEarliestMs && ms <= kLatestMs) return Value(SaidTime{ms});
  if (const auto date = read_date(typed)) return Value(SaidTime{*date});
  return error(ErrorCode::usage, "A time looks like 2026-03-05T14:05.");
}

// Entries or records.
template <class Ids>
Result<Value> typed_ids(std::string_view typed) {
  using Id = typename decltype(Ids::ids)::value_type;
  Ids all;
  while (!typed.empty()) {
    const std::string_view one = typed.substr(0, typed.find(','));
    typed.remove_prefix(std::min(typed.size(), one.size() + 1));
    const auto bytes = from_hex(one);
    const auto id = bytes ? Id::from(*bytes) : Result<Id>(bytes.error());
    if (!id) {
      return error(ErrorCode::usage,
                   "Entries and records are given by their whole ids, with commas.");
    }
    all.ids.push_back(*id);
  }
  std::sort(all.ids.begin(), all.ids.end());
  all.ids.erase(std::unique(all.ids.begin(), all.ids.end()), all.ids.end());
  return Value(std::move(all));
}

template <class Ids>
Result<bool> write_ids(CborWriter& out, const Ids& all) {
  if (all.ids.size() > kMaxEntryIds) {
    return error(ErrorCode::too_large, "Those are too many entries for one field.");
  }
  out.array(all.ids.size());
  for (const auto& id : all.ids) out.bytes(id.view());
  return true;
}

}  // namespace

Result<Bytes> encode_value(const Value& value) {
  CborWriter out;
  if (const auto* text = std::get_if<Text>(&value)) {
    TRY_DO(check_text(text->text, kMaxTextBytes));
    TRY_DO(check_text(text->said_by, kMaxShortBytes));
    TRY_DO(check_text(text->language, kMaxShortBytes));
    out.array(3).text(text->text).text(text->said_by).text(text->language);
  } else if (const auto* time = std::get_if<SaidTime>(&value)) {
    out.integer(time->ms);
  } else if (const auto* word = std::get_if<Word>(&value)) {
    TRY_DO(check_text(word->word, kMaxShortBytes));
    out.text(word->word);
  } else if (const auto* entries = std::get_if<EntryIds>(&value)) {
    TRY_DO(write_ids(out, *entries));
  } else if (const auto* records = std::get_if<RecordIds>(&value)) {
    TRY_DO(write_ids(out, *records));
  } else {
    return std::get<UnknownValue>(value).encoded;
  }
  return std::move(out).take();
}

namespace {

template <class Ids>
Result<Ids> read_ids(CborReader& in) {
  using Id = typename decltype(Ids::ids)::value_type;
  Ids all;
  TRY(const std::size_t count, in.array());
  if (count > kMaxEntryIds) return error(ErrorCode::too_large, "Too many entries.");
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const Id id, in.id<Id>());
    if (i > 0 && !(all.ids.back() < id)) {
      return error(ErrorCode::malformed, "Entries ascend.");
    }
    all.ids.push_back(id);
  }
  return all;
}

Result<Value> decode_known(FieldType type, View encoded) {
  CborReader in(encoded);
  Value value;
  if (type == FieldType::text) {
    Text text;
    TRY(const std::size_t parts, in.array());
    if (parts != 3) return error(ErrorCode::malformed, "A text has three parts.");
    TRY(text.text, in.text());
    TRY(text.said_by, in.text());
    TRY(text.language, in.text());
    value = std::move(text);
  } else if (type == FieldType::time) {
    TRY(const std::int64_t ms, in.integer());
    value = SaidTime{ms};
  } else if (type == FieldType::entries) {
    TRY(value, read_ids<EntryIds>(in));
  } else if (type == FieldType::records) {
    TRY(value, read_ids<RecordIds>(in));
  } else {
    TRY(const std::string_view word, in.text());
    value = Word{std::string(word)};
  }
  TRY_DO(in.finish());
  return value;
}

}  // namespace

Value decode_value(FieldType type, View encoded) {
  auto known = decode_known(type, encoded);
  if (known) return *known;
  return UnknownValue{copy_of(encoded)};
}

std::span<const std::string_view> words_of(const KindSpec& kind, const FieldSpec& field) {
  if (kind.number == kKindGoal && field.number == kGoalState) return kGoalWords;
  if (kind.number != kKindRelationshipEvent) return {};
  if (field.number == kEventWhat) return words_of_events();
  if (field.number == kEventDecidedBy) return words_of_deciders();
  return {};
}

Result<Value> typed_value(const KindSpec& kind, const FieldSpec& field, std::string_view typed,
                          const Text& defaults) {
  if (field.type == FieldType::text) {
    return Value(Text{std::string(typed), defaults.said_by, defaults.language});
  }
  if (field.type == FieldType::time) return typed_time(typed);
  if (field.type == FieldType::entries) return typed_ids<EntryIds>(typed);
  if (field.type == FieldType::records) return typed_ids<RecordIds>(typed);
  std::string known;
  for (const std::string_view word : words_of(kind, field)) {
    if (word == typed) return Value(Word{std::string(typed)});
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  return error(ErrorCode::usage, std::string(field.name) + " can be: " + known + ".");
}

std::string iso_time(TimeMs ms) {
  if (ms < kEarliestMs || ms > kLatestMs) return std::to_string(ms);
  std::int64_t days = ms / kMsPerDay;
  if (ms % kMsPerDay < 0) --days;
  const Civil date = civil_from_days(days);
  const int seconds = static_cast<int>((ms - days * kMsPerDay) / 1000);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", static_cast<int>(date.year),
                date.month, date.day, seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text;
}

namespace {

template <class Ids>
std::string shown_ids(const Ids& all) {
  std::string shown;
  for (const auto& id : all.ids) shown += (shown.empty() ? "" : ",") + id.hex();
  return shown;
}

}  // namespace

std::string shown_value(const Value& value) {
  if (const auto* text = std::get_if<Text>(&value)) return text->text;
  if (const auto* time = std::get_if<SaidTime>(&value)) return iso_time(time->ms);
  if (const auto* word = std::get_if<Word>(&value)) return word->word;
  if (const auto* entries = std::get_if<EntryIds>(&value)) return shown_ids(*entries);
  if (const auto* records = std::get_if<RecordIds>(&value)) return shown_ids(*records);
  return to_hex(std::get<UnknownValue>(value).encoded);
}

}  // namespace alongside
