#include "shared/codec/cbor.h"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/cbor_gen.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

Bytes hex(const char* digits) { return *from_hex(digits); }

TEST_CASE("Cbor.DecodesWhatItEncodes", "[codec]") {
  check_property("round trip", [] {
    const CborValue value = any_cbor_value();
    const Bytes bytes = encode_value(value);
    const Result<CborValue> read = decode_value(bytes);
    RC_ASSERT(read.has_value());
    RC_ASSERT(encode_value(*read) == bytes);
    RC_ASSERT(is_canonical(bytes));
  });
}

TEST_CASE("Cbor.EveryProperPrefixIsRefused", "[codec]") {
  check_property("prefixes", [] {
    const Bytes bytes = encode_value(any_cbor_value());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      RC_ASSERT(!decode_value(View(bytes).first(size)));
      RC_ASSERT(!is_canonical(View(bytes).first(size)));
    }
  });
}

TEST_CASE("Cbor.BytesAfterTheValueAreRefused", "[codec]") {
  check_property("trailing bytes", [] {
    Bytes bytes = encode_value(any_cbor_value());
    append(bytes, encode_value(any_cbor_value()));
    RC_ASSERT(!decode_value(bytes));
    RC_ASSERT(!is_canonical(bytes));
  });
}

TEST_CASE("Cbor.AnyChangedByteIsRefusedOrReadsBackTheSame", "[codec]") {
  check_property("mutations", [] {
    Bytes bytes = encode_value(any_cbor_value());
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    for (int value = 0; value < 256; ++value) {
      bytes[at] = static_cast<std::byte>(value);
      const Result<CborValue> read = decode_value(bytes);
      RC_ASSERT(is_canonical(bytes) == read.has_value());
      if (read) RC_ASSERT(encode_value(*read) == bytes);
    }
  });
}

TEST_CASE("Cbor.RawPassesOverExactlyOneItem", "[codec]") {
  check_property("raw", [] {
    const Bytes item = encode_value(any_cbor_value(kMaxDepth - 1));
    const Bytes list = std::move(CborWriter().array(2).raw(item).boolean(true)).take();
    CborReader reader(list);
    RC_ASSERT(*reader.array() == 2u);
    RC_ASSERT(copy_of(*reader.raw()) == item);
    RC_ASSERT(*reader.boolean());
    RC_ASSERT(reader.finish().has_value());
  });
}

TEST_CASE("Cbor.GoldenBytesStandForTheirMeaning", "[codec][golden]") {
  const auto vectors = golden("encoding");
  for (const auto& vector : vectors.at("items")) {
    const Bytes bytes = golden_bytes(vector.at("hex"));
    INFO(vector.at("hex"));
    const CborValue meaning = value_of_json(vector.at("means"));
    REQUIRE(encode_value(meaning) == bytes);
    REQUIRE(decode_value(bytes).has_value());
  }
  REQUIRE(vectors.at("items").size() >= 30);
}

TEST_CASE("Cbor.GoldenRefusalsAreRefused", "[codec][golden]") {
  const auto vectors = golden("encoding");
  for (const auto& vector : vectors.at("refused")) {
    const Bytes bytes = golden_bytes(vector.at("hex"));
    INFO(vector.at("hex") << ": " << vector.at("why"));
    REQUIRE(!decode_value(bytes));
    REQUIRE(!is_canonical(bytes));
  }
  REQUIRE(vectors.at("refused").size() >= 30);
}

TEST_CASE("CborReader.UnsignedRefusesNegative", "[codec]") {
  REQUIRE(!CborReader(hex("20")).uint());
  REQUIRE(*CborReader(hex("1b7fffffffffffffff")).uint() == std::uint64_t{INT64_MAX});
  REQUIRE(!CborReader(hex("1b8000000000000000")).uint());
  REQUIRE(*CborReader(hex("3b7fffffffffffffff")).integer() == INT64_MIN);
}

TEST_CASE("CborReader.AnIdHasItsLengthExactly", "[codec]") {
  const Bytes shorter = std::move(CborWriter().bytes(Bytes(15))).take();
  const Bytes exact = std::move(CborWriter().bytes(Bytes(16))).take();
  REQUIRE(!CborReader(shorter).id<SpaceId>());
  REQUIRE(CborReader(exact).id<SpaceId>()->is_zero());
}

TEST_CASE("CborReader.NullIsConsumedOnlyIfItIsThere", "[codec]") {
  const Bytes list = hex("82f601");
  CborReader reader(list);
  REQUIRE(*reader.array() == 2);
  REQUIRE(*reader.null_next());
  REQUIRE_FALSE(*reader.null_next());
  REQUIRE(*reader.uint() == 1);
  REQUIRE(!reader.null_next());
}

TEST_CASE("CborReader.CountsNeverExceedTheBytesThatAreThere", "[codec]") {
  REQUIRE(!CborReader(hex("9a00100000f6")).array());
  REQUIRE(!CborReader(hex("ba00100000f6")).map());
  REQUIRE(!CborReader(hex("9b7fffffffffffffff")).array());
  REQUIRE(!CborReader(hex("5b7fffffffffffffff00")).bytes());
}

TEST_CASE("CborReader.FinishAsksForEveryAnnouncedItem", "[codec]") {
  const Bytes list = hex("8201f6");
  CborReader reader(list);
  REQUIRE(!reader.finish());
  REQUIRE(*reader.array() == 2);
  REQUIRE(*reader.uint() == 1);
  REQUIRE(!reader.finish());
  REQUIRE(*reader.null_next());
  REQUIRE(reader.finish());
}

TEST_CASE("CborReader.AMapAsksForAKeyBeforeEachValue", "[codec]") {
  const Bytes map = hex("a10102");
  CborReader reader(map);
  REQUIRE(*reader.map() == 1);
  CborReader keyless = reader;
  REQUIRE(!keyless.uint());
  REQUIRE(*reader.key() == 1);
  CborReader twice = reader;
  REQUIRE(!twice.key());
  REQUIRE(*reader.uint() == 2);
  REQUIRE(reader.finish());
}

}  // namespace
}  // namespace alongside
