#include "client/cli/typed_fields.h"

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

const KindSpec& goal() { return *find_kind(kKindGoal); }
const Text kUsual{"", "coach", "en"};

// A goal that shows these wordings.
Item goal_with(const std::vector<Text>& wordings) {
  Item item;
  item.name.kind = kKindGoal;
  ShownField field{kGoalWording, "wording", {}};
  for (const Text& text : wordings) field.versions.push_back({{}, text, {}, false, 0, 0});
  item.fields.push_back(field);
  return item;
}

}  // namespace

TEST_CASE("TypedFields.SaidByAndLanguageGoWithTheWords", "[cli]") {
  const auto edits =
      edits_of(goal(), {{"wording=cartref", "said_by=person", "language=cy"}, kUsual, nullptr});
  REQUIRE(edits);
  REQUIRE(edits->size() == 1);
  CHECK(edits->front().value == Value(Text{"cartref", "person", "cy"}));
}

TEST_CASE("TypedFields.NewWordsKeepWhoseTheyWere", "[cli]") {
  const Item entry = goal_with({{"quiet", "person", "cy"}});
  const auto edits = edits_of(goal(), {{"wording=quieter"}, kUsual, &entry});
  REQUIRE(edits);
  CHECK(edits->front().value == Value(Text{"quieter", "person", "cy"}));
}

TEST_CASE("TypedFields.SaidByAloneWritesTheTextAnew", "[cli]") {
  const Item entry = goal_with({{"quiet", "coach", "en"}});
  const auto edits = edits_of(goal(), {{"said_by=person"}, kUsual, &entry});
  REQUIRE(edits);
  CHECK(edits->front().value == Value(Text{"quiet", "person", "en"}));
}

TEST_CASE("TypedFields.SaidByAloneDoesNotChooseBetweenVersions", "[cli]") {
  const Item entry = goal_with({{"one", "coach", "en"}, {"two", "coach", "en"}});
  CHECK_FALSE(edits_of(goal(), {{"said_by=person"}, kUsual, &entry}));
  CHECK_FALSE(edits_of(goal(), {{"language=cy"}, kUsual, nullptr}));
}

TEST_CASE("TypedFields.WhatCannotBeMeantIsRefused", "[cli]") {
  for (const char* typed : {"wording", "=x", "colour=red", "state=finished"}) {
    const auto edits = edits_of(goal(), {{typed}, kUsual, nullptr});
    REQUIRE_FALSE(edits);
    CHECK(edits.error().code == ErrorCode::usage);
  }
  CHECK_FALSE(edits_of(goal(), {{"wording=a", "wording=b"}, kUsual, nullptr}));
}

TEST_CASE("TypedFields.AValueMayHoldEqualSignsAndBeEmpty", "[cli]") {
  const auto edits = edits_of(goal(), {{"wording=a=b"}, kUsual, nullptr});
  REQUIRE(edits);
  CHECK(edits->front().value == Value(Text{"a=b", "coach", "en"}));
  CHECK(edits_of(goal(), {{"wording="}, kUsual, nullptr}));
}

}  // namespace alongside
