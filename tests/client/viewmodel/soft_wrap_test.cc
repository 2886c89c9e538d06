#include "client/viewmodel/soft_wrap.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/property.h"

namespace alongside {
namespace {

const Advance kOne = [](char32_t c) { return c == 0x200B ? 0.0F : 1.0F; };

TEST_CASE("SoftWrap.BreaksAfterTheLastSpaceThatFits", "[view]") {
  CHECK(soft_wrap("one two six", 7, kOne).shown == "one two \xE2\x80\x8B\nsix");
}

TEST_CASE("SoftWrap.BreaksInsideAWordThatIsTooLong", "[view]") {
  CHECK(soft_wrap("abcdefgh", 3, kOne).breaks.size() == 2);
}

TEST_CASE("SoftWrap.KeepsTheWritersOwnLines", "[view]") {
  CHECK(soft_wrap("a\n\nb\n", 5, kOne).shown == "a\n\nb\n");
}

TEST_CASE("SoftWrap.PutsAtLeastOneCharacterOnALine", "[view]") {
  CHECK(soft_wrap("ab", 0.5F, kOne).shown == "a\xE2\x80\x8B\nb");
}

TEST_CASE("SoftWrap.NeverBreaksInsideACharacter", "[view]") {
  CHECK(soft_wrap("ééé", 2, kOne).shown == "éé\xE2\x80\x8B\né");
}

TEST_CASE("SoftWrap.WithoutItsBreaksTheTextIsUnchanged", "[view]") {
  check_property("strip(wrap(text)) == text", [](std::vector<std::uint8_t> raw, std::uint8_t wide) {
    std::string text;
    for (const std::uint8_t byte : raw) text += "ab \n-"[byte % 5];
    const Wrapped wrapped = soft_wrap(text, static_cast<float>(wide % 12), kOne);
    RC_ASSERT(without_soft_breaks(wrapped.shown) == text);
    for (const std::size_t at : wrapped.breaks) {
      RC_ASSERT(wrapped.shown.compare(at, kSoftBreak.size(), kSoftBreak) == 0);
    }
  });
}

}  // namespace
}  // namespace alongside
