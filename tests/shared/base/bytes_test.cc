#include "shared/base/bytes.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/property.h"

namespace alongside {
namespace {

Bytes bytes_of(const std::vector<std::uint8_t>& numbers) {
  return copy_of(std::as_bytes(std::span(numbers)));
}

TEST_CASE("Hex.DecodesWhatItEncodes", "[base]") {
  check_property("hex round trip", [](const std::vector<std::uint8_t>& numbers) {
    const Bytes bytes = bytes_of(numbers);
    RC_ASSERT(*from_hex(to_hex(bytes)) == bytes);
  });
}

TEST_CASE("Hex.ReadsEitherCaseAndRefusesTheRest", "[base]") {
  REQUIRE(*from_hex("00fFAb") == bytes_of({0x00, 0xff, 0xab}));
  REQUIRE(to_hex(bytes_of({0x00, 0xff, 0xab})) == "00ffab");
  for (const char* foreign : {"0", "0g", "0x", " 00", "00 "}) REQUIRE(!from_hex(foreign));
}

TEST_CASE("Base64.DecodesWhatItEncodes", "[base]") {
  check_property("base64 round trip", [](const std::vector<std::uint8_t>& numbers) {
    const Bytes bytes = bytes_of(numbers);
    RC_ASSERT(*from_base64(to_base64(bytes)) == bytes);
  });
}

TEST_CASE("Base64.HasOneTextForEachValue", "[base]") {
  // RFC 4648 section 10, without padding.
  REQUIRE(to_base64(view_of("foobar")) == "Zm9vYmFy");
  REQUIRE(to_base64(view_of("fooba")) == "Zm9vYmE");
  REQUIRE(to_base64(view_of("foob")) == "Zm9vYg");
  for (const char* other : {"Zm9vYh", "Zm9vYg==", "Zm9vY", "Zm9v Yg", "Zm9v/Yg", "Z"}) {
    INFO(other);
    REQUIRE(!from_base64(other));
  }
}

TEST_CASE("Base64.AcceptedTextEncodesToItself", "[base]") {
  check_property("base64 text round trip", [](const std::string& text) {
    const Result<Bytes> bytes = from_base64(text);
    if (bytes) RC_ASSERT(to_base64(*bytes) == text);
  });
}

// Decodes one code point at a time, as RFC 3629 section 3 puts it.
bool is_utf8_slowly(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
    if (lead >= 0x80 && (lead < 0xC0 || lead > 0xF7)) return false;
    if (i + length > text.size()) return false;
    constexpr std::array<unsigned, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
    unsigned point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if (next >> 6 != 2) return false;
      point = point << 6 | (next & 63u);
    }
    if (point < kLeast[length] || point > 0x10FFFF) return false;
    if (point >= 0xD800 && point <= 0xDFFF) return false;
    i += length;
  }
  return true;
}

TEST_CASE("Utf8.AgreesWithASlowReaderOnEveryTwoToFourBytes", "[base]") {
  constexpr std::array<unsigned char, 18> kEdges = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                                    0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
                                                    0xDF, 0xE0, 0xED, 0xF0, 0xF4, 0xF5};
  for (std::size_t number = 0; number < 18 * 18 * 18 * 18; ++number) {
    std::string text(4, 'x');
    for (std::size_t i = 0, rest = number; i < 4; ++i, rest /= 18) {
      text[i] = static_cast<char>(kEdges[rest % 18]);
    }
    const std::string longer = "eleven char" + text + "and more";
    if (is_utf8(text) != is_utf8_slowly(text) || is_utf8(longer) != is_utf8_slowly(longer)) {
      FAIL(to_hex(view_of(text)));
    }
  }
}

TEST_CASE("Utf8.SaysNoToWhatIsCutShort", "[base]") {
  const std::string text = "x\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82";
  REQUIRE(is_utf8(text));
  for (const std::size_t whole : {1u, 3u, 6u}) REQUIRE(is_utf8(text.substr(0, whole)));
  for (const std::size_t cut : {2u, 4u, 5u, 7u, 8u, 9u}) REQUIRE(!is_utf8(text.substr(0, cut)));
}

}  // namespace
}  // namespace alongside
