#include "client/view/strings.h"

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

TEST_CASE("Strings.PlacesAreFilled", "[view]") {
  const Strings words("# remark\nhello = Hello {name}, it is {day}\nday.1 = Monday", "");
  CHECK(words.say(phrase("hello").with("name", "Mo").with("day", phrase("day.1"))) ==
        "Hello Mo, it is Monday");
}

TEST_CASE("Strings.PluralsFollowTheCount", "[view]") {
  const Strings words("left.one = one left\nleft.other = {count} left", "");
  CHECK(words.say(phrase("left", 1)) == "one left");
  CHECK(words.say(phrase("left", 5)) == "5 left");
}

TEST_CASE("Strings.WhatALanguageLeavesOutIsEnglish", "[view]") {
  const Strings words("a = one\nb = two", "a = un");
  CHECK(words.say("a") == "un");
  CHECK(words.say("b") == "two");
}

TEST_CASE("Strings.WordsSomebodyTypedAreNeverReadAsAPattern", "[view]") {
  const Strings words("hello = Hello {name}", "");
  CHECK(words.say(phrase("hello").with("name", "{name} = x")) == "Hello {name} = x");
}

}  // namespace
}  // namespace alongside
