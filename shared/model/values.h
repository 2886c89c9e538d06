#pragma once

#include <string>
#include <variant>
#include <vector>

#include "shared/base/clock.h"
#include "shared/model/kinds.h"

namespace alongside {

// A free text with whose words it is and in which language: they travel in one value, so that they
// can never come apart.
struct Text {
  std::string text;
  std::string said_by;   // "person", "coach", or any short text
  std::string language;  // a BCP 47 tag
  friend bool operator==(const Text&, const Text&) = default;
};

// Whose words a text is, where it is one of the two: the person's own, or the coach's.
inline constexpr std::string_view kSaidByPerson = "person";
inline constexpr std::string_view kSaidByCoach = "coach";

// A time that somebody says, ms since 1970 UTC.
struct SaidTime {
  TimeMs ms = 0;
  friend bool operator==(const SaidTime&, const SaidTime&) = default;
};

// A word of a short list ("doing"); unknown ones are kept as they are.
struct Word {
  std::string word;
  friend bool operator==(const Word&, const Word&) = default;
};

// Other entries of the same section, in ascending order, each once.
struct EntryIds {
  std::vector<EntityId> ids;
  friend bool operator==(const EntryIds&, const EntryIds&) = default;
};

// Records, in ascending order, each once.
struct RecordIds {
  std::vector<SpaceId> ids;
  friend bool operator==(const RecordIds&, const RecordIds&) = default;
};

// A value of a newer app that this one does not know: its encoded bytes.
struct UnknownValue {
  Bytes encoded;
  friend bool operator==(const UnknownValue&, const UnknownValue&) = default;
};

using Value = std::variant<Text, SaidTime, Word, EntryIds, RecordIds, UnknownValue>;

inline constexpr std::size_t kMaxTextBytes = 128 * 1024;  // one text
inline constexpr std::size_t kMaxShortBytes = 256;        // said_by, language, a word
inline constexpr std::size_t kMaxEntryIds = 256;          // entries or records in one value

// The encoded item that stands in an operation (docs/spec/model.md).
// Errors: too_large, malformed (not UTF-8). Requires: ids ascend, each once.
Result<Bytes> encode_value(const Value& value);

// Reads a value of a field's type; anything else comes back as UnknownValue, so that nothing which
// another app wrote is ever refused for display.
Value decode_value(FieldType type, View encoded);

// Reads what a person typed for a field: a text as it is, a time as "2026-03-05T14:05" (UTC) or in
// ms, a word of the field's list, entries and records by their ids with commas between. `said_by`
// and `language` are used for texts. Errors: usage, with what would have been understood.
Result<Value> typed_value(const KindSpec& kind, const FieldSpec& field, std::string_view typed,
                          const Text& defaults);

// The value as it is shown and exported: the text, the time as it can be typed, the word,
// the ids.
std::string shown_value(const Value& value);

// "2026-03-05T14:05:00Z" for a time.
std::string iso_time(TimeMs ms);

// The words a word field knows, in the order they are offered.
std::span<const std::string_view> words_of(const KindSpec& kind, const FieldSpec& field);

}  // namespace alongside
