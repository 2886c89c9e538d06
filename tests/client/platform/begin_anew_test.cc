#include "client/platform/begin_anew.h"

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

TEST_CASE("BeginAnew.WhatTheNewProgramIsToldIsReadAsItWasWritten", "[platform]") {
  for (const Beginning& beginning :
       {Beginning{"lock", WindowPlace{-20, 80, 412, 800}}, Beginning{"hide", std::nullopt}}) {
    CHECK(parse_beginning(format_beginning(beginning)) == beginning);
  }
}

TEST_CASE("BeginAnew.AWindowThatCannotBeIsLeftOut", "[platform]") {
  for (const char* text : {"lock 1 2 3", "lock a b c d", "lock 0 0 0 800", "lock 0 0 400 99999999",
                           "lock 99999999999999 0 400 800"}) {
    INFO(text);
    CHECK(parse_beginning(text) == Beginning{"lock", std::nullopt});
  }
  CHECK(parse_beginning("") == Beginning{});
}

}  // namespace
}  // namespace alongside
