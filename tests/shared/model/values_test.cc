#include "shared/model/values.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

const KindSpec& goal() { return *find_kind("goal"); }
const KindSpec& note() { return *find_kind("note"); }

TEST_CASE("Values.EveryTextComesBackWithWhoseWordsItIs", "[model]") {
  const Value text = Text{"Quiet, in the morning", "person", "cy"};
  const auto bytes = encode_value(text);
  REQUIRE(bytes);
  CHECK(decode_value(FieldType::text, *bytes) == text);
}

TEST_CASE("Values.WhatIsNotUnderstoodIsKept", "[model]") {
  const auto bytes = encode_value(SaidTime{7});
  REQUIRE(bytes);
  const Value seen = decode_value(FieldType::text, *bytes);
  REQUIRE(std::holds_alternative<UnknownValue>(seen));
  CHECK(encode_value(seen).value() == *bytes);
}

TEST_CASE("Values.TextThatIsTooLongOrNotUtf8IsRefused", "[model]") {
  CHECK(encode_value(Text{std::string(kMaxTextBytes + 1, 'x'), "", ""}).error().code ==
        ErrorCode::too_large);
  CHECK(encode_value(Text{"\xff", "", ""}).error().code == ErrorCode::malformed);
}

TEST_CASE("Values.TimesReadAsTheyAreShown", "[model]") {
  const FieldSpec& at = *note().field("at");
  CHECK(typed_value(note(), at, "2026-03-05T14:05", {}).value() ==
        Value(SaidTime{1'772'719'500'000}));
  CHECK(typed_value(note(), at, "2024-02-29", {}).value() == Value(SaidTime{1'709'164'800'000}));
  for (const char* wrong :
       {"2026-02-29", "2026-13-01", "yesterday", "", "2026-03-05T25:00", "2026-3-5"}) {
    CHECK(typed_value(note(), at, wrong, {}).error().code == ErrorCode::usage);
  }
  check_property("a time that is shown is read as the same time", [&](std::int32_t minutes) {
    const TimeMs ms = static_cast<TimeMs>(minutes) * 60'000;
    RC_ASSERT(typed_value(note(), at, iso_time(ms), {}).value() == Value(SaidTime{ms}));
  });
}

TEST_CASE("Values.AWordIsOneOfTheList", "[model]") {
  const FieldSpec& state = *goal().field("state");
  CHECK(typed_value(goal(), state, "doing", {}).value() == Value(Word{"doing"}));
  CHECK(typed_value(goal(), state, "closed", {}).error().code == ErrorCode::usage);
}

TEST_CASE("Values.EntriesAscendAndReadAsTheyAreShown", "[model]") {
  const KindSpec& event = *find_kind("relationship_event");
  const FieldSpec& follows = *event.field("follows");
  check_property("ids that are shown are read as the same ids", [&](std::uint64_t seed) {
    SeededRandom random(seed);
    EntryIds entries;
    for (std::size_t i = random.below(5); i > 0; --i) {
      entries.ids.push_back(random.id<EntityId>());
    }
    std::sort(entries.ids.begin(), entries.ids.end());
    const Value value = entries;
    RC_ASSERT(decode_value(FieldType::entries, encode_value(value).value()) == value);
    RC_ASSERT(typed_value(event, follows, shown_value(value), {}).value() == value);
  });
  const EntryIds turned{{EntityId{{std::byte{2}}}, EntityId{{std::byte{1}}}}};
  const Bytes bytes = encode_value(turned).value();
  CHECK(std::holds_alternative<UnknownValue>(decode_value(FieldType::entries, bytes)));
  const EntryIds twice{{EntityId{}, EntityId{}}};
  const Bytes again = encode_value(twice).value();
  CHECK(std::holds_alternative<UnknownValue>(decode_value(FieldType::entries, again)));
  const EntryIds many{std::vector<EntityId>(kMaxEntryIds + 1)};
  CHECK(encode_value(many).error().code == ErrorCode::too_large);
  CHECK(typed_value(event, follows, "12", {}).error().code == ErrorCode::usage);
}

TEST_CASE("Kinds.NumbersAndNamesAreUnique", "[model]") {
  for (const KindSpec& kind : all_kinds()) {
    CHECK(find_kind(kind.number) == &kind);
    CHECK(find_kind(kind.name) == &kind);
    CHECK(find_section(kind.section) != nullptr);
    for (const FieldSpec& field : kind.fields)
      CHECK(kind.field(field.name)->number == field.number);
  }
  for (const SectionSpec& section : all_sections()) CHECK(find_section(section.name) == &section);
}

}  // namespace
}  // namespace alongside
