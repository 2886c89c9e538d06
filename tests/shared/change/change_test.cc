#include "shared/change/change.h"

#include "shared/change/limits.h"
#include "tests/support/batches.h"
#include "tests/support/cbor_value.h"
#include "tests/support/crypto.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

Bytes number(std::uint64_t value) {
  CborWriter writer;
  writer.uint(value);
  return std::move(writer).take();
}

ErrorCode code_of(View bytes) {
  const auto change = decode_change(bytes);
  REQUIRE_FALSE(change.has_value());
  return change.error().code;
}

// A change of one operation, whose map is `op`; `extra` may add keys to the change.
Bytes change_with(CborValue::Map op, CborValue::Map extra = {}) {
  const auto entity = test_id<EntityId>(1);
  const std::string id(text_of(entity.view()));
  CborWriter writer;
  writer.map(2 + extra.size()).key(2).bytes(entity.view()).key(4).array(1);
  write_value(writer, {std::move(op)});
  for (const auto& [key, value] : extra) {
    writer.key(key);
    write_value(writer, value);
  }
  return std::move(writer).take();
}

CborValue integer(std::int64_t value) { return {value}; }

}  // namespace

TEST_CASE("ChangeCodec.DecodeUndoesEncode", "[change]") {
  check_property("change round trip", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Bytes bytes = encode_change(random_change(random));
    const auto decoded = decode_change(bytes);
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(encode_change(*decoded) == bytes);
  });
}

TEST_CASE("ChangeCodec.EveryProperPrefixIsRefused", "[change]") {
  check_property("change prefixes", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Bytes bytes = encode_change(random_change(random));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      RC_ASSERT(!decode_change(View(bytes).first(size)).has_value());
    }
  });
}

TEST_CASE("ChangeCodec.TrailingBytesAreRefused", "[change]") {
  SeededRandom random(1);
  Bytes bytes = encode_change(random_change(random));
  bytes.push_back(std::byte{0});
  CHECK(code_of(bytes) == ErrorCode::malformed);
}

TEST_CASE("ChangeCodec.UnknownEvenNumbersWait", "[change]") {
  CHECK(code_of(change_with({{4, integer(1)}}, {{8, integer(1)}})) == ErrorCode::unknown_version);
  CHECK(code_of(change_with({{4, integer(1)}, {8, integer(1)}})) == ErrorCode::unknown_version);
  CHECK(code_of(change_with({{0, integer(12)}, {4, integer(1)}})) == ErrorCode::unknown_version);
  CHECK(code_of(change_with({{0, integer(200)}})) == ErrorCode::unknown_version);
}

TEST_CASE("ChangeCodec.OddNumbersMayBeIgnored", "[change]") {
  CHECK(decode_change(change_with({{4, integer(1)}}, {{7, integer(1)}})).has_value());
  CHECK(decode_change(change_with({{3, integer(9)}, {4, integer(1)}})).has_value());
  const auto odd_kind = decode_change(change_with({{0, integer(13)}, {4, integer(1)}}));
  REQUIRE(odd_kind.has_value());
  CHECK(odd_kind->ops.size() == 1);
  CHECK(decode_change(change_with({{0, integer(1)}})).has_value());
}

TEST_CASE("ChangeCodec.WrittenDefaultsAreMalformed", "[change]") {
  CHECK(code_of(change_with({{0, integer(0)}, {4, integer(1)}})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{2, integer(0)}, {4, integer(1)}})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{4, integer(1)}}, {{6, integer(0)}})) == ErrorCode::malformed);
}

TEST_CASE("ChangeCodec.ValuesStandWhereTheyAreNeededOnly", "[change]") {
  CHECK(code_of(change_with({})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{0, integer(8)}, {4, integer(1)}})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{0, integer(8)}, {2, integer(1)}})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{0, integer(10)}, {4, integer(1)}})) == ErrorCode::malformed);
}

TEST_CASE("ChangeCodec.AFieldIsBelowTwoToTheSixteenth", "[change]") {
  CHECK(decode_change(change_with({{2, integer(65535)}, {4, integer(1)}})).has_value());
  CHECK(code_of(change_with({{2, integer(65536)}, {4, integer(1)}})) == ErrorCode::malformed);
}

TEST_CASE("ChangeCodec.ReplacesAscendAndMayBeEmpty", "[change]") {
  const std::string zero(36, '\0');
  const auto refs = [](const std::vector<std::string>& names) {
    CborValue::List list;
    for (const std::string& name : names) list.push_back({copy_of(view_of(name))});
    return CborValue{list};
  };
  std::string one = zero;
  one.back() = '\1';
  CHECK(decode_change(change_with({{4, integer(1)}, {6, refs({})}}))->ops[0].replaces->empty());
  CHECK(decode_change(change_with({{4, integer(1)}, {6, refs({zero, one})}})).has_value());
  CHECK(code_of(change_with({{4, integer(1)}, {6, refs({one, zero})}})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{4, integer(1)}, {6, refs({zero, zero})}})) == ErrorCode::malformed);
  CHECK(code_of(change_with({{4, integer(1)}, {6, refs({"x"})}})) == ErrorCode::malformed);
}

TEST_CASE("ChangeCodec.LimitsAreKept", "[change]") {
  Change change;
  change.ops.assign(kMaxOps, Op{OpKind::put, 0, number(1), std::nullopt});
  CHECK(decode_change(encode_change(change)).has_value());
  CHECK(code_of(Bytes(kMaxChangeBytes + 1)) == ErrorCode::too_large);
  CborWriter writer;
  writer.map(2).key(2).bytes(change.entity.view()).key(4).array(kMaxOps + 1);
  for (std::size_t i = 0; i <= kMaxOps; ++i) writer.map(1).key(4).uint(1);
  CHECK(code_of(std::move(writer).take()) == ErrorCode::too_large);
}

}  // namespace alongside
