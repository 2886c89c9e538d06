#include "shared/seal/layout.h"

#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <zstd.h>

#include "shared/seal/limits.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

TEST_CASE("Padme.IsThePublishedFunction", "[seal]") {
  for (const auto& pair : golden("blob").at("padme")) {
    REQUIRE(padme(pair.at(0).get<std::size_t>()) == pair.at(1).get<std::size_t>());
  }
  // The paper's own wording: E = floor(log2 L), S = floor(log2 E) + 1, the last E - S bits are
  // zero.
  for (std::size_t size = 2; size < 70000; ++size) {
    const int e = static_cast<int>(std::floor(std::log2(static_cast<double>(size))));
    const int s = static_cast<int>(std::floor(std::log2(static_cast<double>(e)))) + 1;
    const std::size_t step = std::size_t{1} << (e - s);
    REQUIRE(padme(size) == (size + step - 1) / step * step);
  }
}

TEST_CASE("Padme.AddsAtMostTwelvePercentAndIsIdempotent", "[seal]") {
  check_property("padme", [] {
    const auto size = *rc::gen::inRange<std::size_t>(0, std::size_t{1} << 40);
    const std::size_t padded = padme(size);
    RC_ASSERT(padded >= size);
    RC_ASSERT((padded - size) * 100 <= size * 12);
    RC_ASSERT(padme(padded) == padded);
    RC_ASSERT(padme(size + 1) >= padded);
  });
}

TEST_CASE("Layout.TheLongestBlobIsWhatTheLimitSays", "[seal]") {
  REQUIRE(kMaxBlobBytes == padme(5 + ZSTD_compressBound(kMaxPayloadBytes)) + 1 + 32 + 16);
}

TEST_CASE("Layout.ReadsWhatItWrites", "[seal]") {
  check_property("lay out and read", [](std::uint8_t kind, const std::string& text, bool repeat) {
    std::string whole = text;
    for (int i = 0; repeat && i < 20; ++i) whole += text;
    const Bytes plaintext = lay_out({kind, copy_of(view_of(whole))});
    RC_ASSERT(plaintext.size() == padme(plaintext.size()));
    const Result<Payload> read = read_layout(plaintext);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->kind == kind);
    RC_ASSERT(text_of(read->bytes) == whole);
  });
}

TEST_CASE("Layout.OnePlaintextHasOnePadding", "[seal]") {
  const Bytes plaintext = lay_out({2, Bytes(3000, std::byte{5})});
  for (std::size_t size = 0; size < 2 * plaintext.size(); ++size) {
    Bytes other = plaintext;
    other.resize(size);
    REQUIRE(read_layout(other).has_value() == (size == plaintext.size()));
  }
}

TEST_CASE("Layout.SimilarLengthsLookAlike", "[seal]") {
  SeededRandom random(1);
  const Bytes a = lay_out({0, random.bytes(5000)});
  const Bytes b = lay_out({0, random.bytes(5050)});
  REQUIRE(a.size() == b.size());
}

TEST_CASE("Layout.GoldenRefusalsAreRefusedWithTheirReason", "[seal][golden]") {
  const auto refused = golden("blob").at("refused_plaintexts");
  REQUIRE(refused.size() >= 15);
  for (const auto& vector : refused) {
    INFO(vector.at("why"));
    const Result<Payload> read = read_layout(golden_bytes(vector.at("plaintext")));
    REQUIRE(!read);
    REQUIRE(name_of(read.error().code) == vector.at("error").get<std::string>());
  }
}

TEST_CASE("Layout.GoldenPlaintextsAreRead", "[seal][golden]") {
  for (const auto& vector : golden("blob").at("blobs")) {
    const Result<Payload> read = read_layout(golden_bytes(vector.at("plaintext")));
    REQUIRE(read->kind == vector.at("kind").get<std::uint8_t>());
    REQUIRE(read->bytes == golden_bytes(vector.at("payload")));
  }
}

}  // namespace
}  // namespace alongside
