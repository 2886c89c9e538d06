#include "shared/change/batch.h"

#include "shared/base/check.h"
#include "shared/change/limits.h"
#include "tests/support/batches.h"
#include "tests/support/cbor_value.h"
#include "tests/support/crypto.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

ErrorCode code_of(View bytes) {
  const auto batch = decode_batch(bytes);
  REQUIRE_FALSE(batch.has_value());
  return batch.error().code;
}

// The batch with other header bytes, signed anew.
Batch resigned(Batch batch, Bytes header_bytes, const SigningKey& device) {
  batch.signature = device.sign("alongside/batch", header_bytes);
  batch.header_bytes = std::move(header_bytes);
  return batch;
}

Batch small_batch(const SigningKey& device) {
  BatchHeader header;
  header.device = device.as<DeviceId>();
  header.seq = 1;
  SeededRandom random(5);
  return close_batch(std::move(header), {encode_change(random_change(random))}, Salt(), device);
}

// The header with `key` set to `value`, or taken out if there is none.
Bytes header_with(const Batch& batch, std::uint64_t key, std::optional<CborValue> value) {
  auto decoded = decode_value(batch.header_bytes);
  MUST(decoded.has_value());
  auto& map = std::get<CborValue::Map>(decoded->is);
  std::erase_if(map, [&](const auto& item) { return item.key == key; });
  if (value) map.push_back({key, std::move(*value)});
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return encode_value(*decoded);
}

std::vector<std::size_t> some_indexes(SeededRandom& random, std::size_t size) {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < size; ++i) {
    if (random.below(3) == 0) indexes.push_back(i);
  }
  return indexes;
}

}  // namespace

TEST_CASE("BatchCodec.DecodeUndoesEncode", "[change]") {
  check_property("batch round trip", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Batch batch = random_batch(random);
    const Bytes bytes = encode_batch(batch);
    const auto decoded = decode_batch(bytes);
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(encode_batch(*decoded) == bytes);
    RC_ASSERT(decoded->ref() == batch.ref());
    RC_ASSERT(encode_header(decoded->header) == batch.header_bytes);
  });
}

TEST_CASE("BatchCodec.EveryProperPrefixIsRefused", "[change]") {
  SeededRandom random(3);
  const Bytes bytes = encode_batch(random_batch(random));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(code_of(View(bytes).first(size)) == ErrorCode::malformed);
  }
}

TEST_CASE("BatchCodec.EveryFlippedBitIsRefused", "[change]") {
  SeededRandom random(4);
  const Batch batch = random_batch(random);
  for (const Batch& form : {batch, *redact_batch(batch, {0})}) {
    Bytes bytes = encode_batch(form);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      const auto flip = static_cast<std::byte>(1u << bit % 8);
      bytes[bit / 8] ^= flip;
      CHECK_FALSE(decode_batch(bytes).has_value());
      bytes[bit / 8] ^= flip;
    }
    CHECK(decode_batch(bytes).has_value());
  }
}

TEST_CASE("BatchCodec.AnotherFormatOrEvenKeyWaits", "[change]") {
  const SigningKey device = test_device(1);
  const Batch batch = small_batch(device);
  for (const auto& [key, value] : {std::pair<std::uint64_t, std::int64_t>{0, 2}, {26, 1}}) {
    const Bytes header = header_with(batch, key, CborValue{value});
    CHECK(code_of(encode_batch(resigned(batch, header, device))) == ErrorCode::unknown_version);
  }
}

TEST_CASE("BatchCodec.OddKeysArePreserved", "[change]") {
  const SigningKey device = test_device(1);
  const Batch batch = small_batch(device);
  const Bytes header = header_with(batch, 25, CborValue{std::int64_t{7}});
  const Bytes bytes = encode_batch(resigned(batch, header, device));
  const auto decoded = decode_batch(bytes);
  REQUIRE(decoded.has_value());
  CHECK(encode_batch(*decoded) == bytes);
  CHECK(decoded->hash() != batch.hash());
}

TEST_CASE("BatchCodec.NothingIsAddedOutsideTheSignature", "[change]") {
  const Batch batch = small_batch(test_device(1));
  auto decoded = decode_value(encode_batch(batch));
  REQUIRE(decoded.has_value());
  std::get<CborValue::Map>(decoded->is).push_back({7, CborValue{std::int64_t{7}}});
  CHECK(code_of(encode_value(*decoded)) == ErrorCode::malformed);
}

TEST_CASE("BatchCodec.WrittenDefaultsAreMalformed", "[change]") {
  const SigningKey device = test_device(1);
  const Batch batch = small_batch(device);
  const CborValue empty{CborValue::List()};
  const CborValue own{Bytes(16)};
  for (const auto& [key, value] :
       {std::pair<std::uint64_t, CborValue>{12, own}, {16, empty}, {18, empty}}) {
    const Bytes header = header_with(batch, key, value);
    CHECK(code_of(encode_batch(resigned(batch, header, device))) == ErrorCode::malformed);
  }
}

TEST_CASE("BatchCodec.AnotherDevicesSignatureIsRefused", "[change]") {
  const Batch batch = small_batch(test_device(1));
  const Batch forged = resigned(batch, batch.header_bytes, test_device(2));
  CHECK(code_of(encode_batch(forged)) == ErrorCode::bad_signature);
}

TEST_CASE("BatchCodec.LimitsAreKept", "[change]") {
  CHECK(code_of(Bytes(kMaxBatchBytes + 1)) == ErrorCode::too_large);
  const SigningKey device = test_device(1);
  Batch batch = small_batch(device);
  batch.elements.resize(kMaxBatchChanges + 1, batch.elements[0]);
  CHECK(code_of(encode_batch(batch)) == ErrorCode::too_large);
  BatchHeader header;
  header.device = device.as<DeviceId>();
  header.seq = 1;
  header.heads.resize(kMaxRefs);
  for (std::size_t i = 0; i < kMaxRefs; ++i) {
    header.heads[i].bytes[0] = static_cast<std::byte>(i / 256);
    header.heads[i].bytes[1] = static_cast<std::byte>(i % 256);
  }
  CHECK(decode_batch(encode_batch(close_batch(header, {Bytes(1)}, Salt(), device))).has_value());
}

TEST_CASE("BatchCodec.RedactedFormsAreTheSameBatch", "[change]") {
  check_property("redaction", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Batch batch = random_batch(random);
    const auto once = redact_batch(batch, some_indexes(random, batch.elements.size()));
    RC_ASSERT(once.has_value());
    const auto twice = redact_batch(*once, some_indexes(random, batch.elements.size()));
    RC_ASSERT(twice.has_value());
    for (const Batch& form : {*once, *twice}) {
      const auto decoded = decode_batch(encode_batch(form));
      RC_ASSERT(decoded.has_value());
      RC_ASSERT(decoded->hash() == batch.hash());
    }
  });
}

TEST_CASE("BatchCodec.RedactionDependsOnlyOnWhatIsErased", "[change]") {
  check_property("redaction in steps", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Batch batch = random_batch(random);
    std::vector<std::size_t> indexes = some_indexes(random, batch.elements.size());
    const auto at_once = redact_batch(batch, indexes);
    Batch in_steps = batch;
    while (!indexes.empty()) {
      in_steps = *redact_batch(in_steps, {indexes.back()});
      indexes.pop_back();
    }
    RC_ASSERT(encode_batch(in_steps) == encode_batch(*at_once));
  });
}

TEST_CASE("BatchCodec.AnErasedChangeLeavesNoBytes", "[change]") {
  SeededRandom random(9);
  const Batch batch = random_batch(random);
  const Bytes& secret = batch.elements[0].change;
  const auto holds = [&](const Batch& form) {
    const Bytes bytes = encode_batch(form);
    return std::search(bytes.begin(), bytes.end(), secret.begin(), secret.end()) != bytes.end();
  };
  REQUIRE(holds(batch));
  CHECK_FALSE(holds(*redact_batch(batch, {0})));
  CHECK(redact_batch(batch, {batch.elements.size()}).error().code == ErrorCode::malformed);
}

}  // namespace alongside
