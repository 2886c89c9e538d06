#include <map>

#include <catch2/catch_test_macros.hpp>

#include "shared/codec/cbor.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

using Numbers = std::map<std::uint64_t, std::uint64_t>;

Bytes encode(const Numbers& numbers) {
  CborWriter writer;
  writer.map(numbers.size());
  for (const auto& entry : numbers) writer.key(entry.first).uint(entry.second);
  return std::move(writer).take();
}

// Reads a map of numbers of which `known` keys are understood.
Result<Numbers> decode(View bytes, const std::vector<std::uint64_t>& known) {
  CborReader reader(bytes);
  TRY(CborMap map, CborMap::open(reader));
  Numbers numbers;
  for (const std::uint64_t key : known) {
    TRY(const bool found, map.has(key));
    if (!found) continue;
    TRY(numbers[key], reader.uint());
  }
  TRY_DO(map.finish());
  TRY_DO(reader.finish());
  return numbers;
}

TEST_CASE("CborMap.HandsOutKnownKeysAndPassesOverOddOnes", "[codec]") {
  const Bytes bytes = encode({{0, 5}, {1, 6}, {3, 7}, {4, 8}, {65535, 9}});
  REQUIRE(*decode(bytes, {0, 2, 4}) == Numbers{{0, 5}, {4, 8}});
  REQUIRE(*decode(bytes, {0, 1, 4, 65535}) == Numbers{{0, 5}, {1, 6}, {4, 8}, {65535, 9}});
}

TEST_CASE("CborMap.UnknownEvenKeysNeedANewerApp", "[codec]") {
  for (const std::uint64_t even : {0u, 2u, 6u, 65534u}) {
    const Bytes bytes = encode({{1, 1}, {4, 4}, {even, 9}});
    REQUIRE(decode(bytes, {4}).error().code == ErrorCode::unknown_version);
  }
}

TEST_CASE("CborMap.PassesOverExactlyWhatIsUnknown", "[codec]") {
  check_property("even and odd", [](const std::map<std::uint16_t, std::uint32_t>& drawn) {
    Numbers numbers;
    for (const auto& entry : drawn) numbers[entry.first % 10] = entry.second;
    const auto known = *rc::gen::map(
        rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, 10)),
        [](std::vector<std::uint64_t> keys) {
          std::sort(keys.begin(), keys.end());
          keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
          return keys;
        });
    Numbers wanted;
    bool needs_newer = false;
    for (const auto& entry : numbers) {
      const bool understood = std::binary_search(known.begin(), known.end(), entry.first);
      if (understood) wanted.insert(entry);
      needs_newer = needs_newer || (!understood && entry.first % 2 == 0);
    }
    const Result<Numbers> read = decode(encode(numbers), known);
    RC_ASSERT(read.has_value() != needs_newer);
    if (read) RC_ASSERT(*read == wanted);
    if (!read) RC_ASSERT(read.error().code == ErrorCode::unknown_version);
  });
}

TEST_CASE("CborMap.AMissingKeyThatIsNeededIsMalformed", "[codec]") {
  const Bytes bytes = encode({{1, 1}});
  CborReader reader(bytes);
  Result<CborMap> map = CborMap::open(reader);
  REQUIRE(map->need(2).error().code == ErrorCode::malformed);
}

TEST_CASE("CborMap.MalformedValuesOfUnknownKeysAreRefused", "[codec]") {
  for (const char* foreign : {"a1011800", "a1011bffffffffffffffff", "a101f97e00", "a10161ff"}) {
    INFO(foreign);
    REQUIRE(decode(*from_hex(foreign), {}).error().code == ErrorCode::malformed);
  }
  REQUIRE(decode(*from_hex("a101820102"), {}).has_value());
}

}  // namespace
}  // namespace alongside
