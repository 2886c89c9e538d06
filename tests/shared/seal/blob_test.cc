#include "shared/seal/blob.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/seal/limits.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

// A key, an address, and a payload that compresses more or less well.
struct World {
  explicit World(std::uint64_t seed) : random(seed) {
    key = Key::random(random);
    address = random.id<Address>();
    payload.kind = static_cast<std::uint8_t>(random.below(256));
    payload.bytes = random.bytes(random.below(300));
    payload.bytes.resize(payload.bytes.size() + random.below(300), std::byte{7});
  }
  Bytes sealed() { return seal_blob(key, address, payload, random); }
  ErrorCode error_of(View blob) const { return open_blob(key, address, blob).error().code; }

  SeededRandom random;
  Key key;
  Address address;
  Payload payload;
};

bool same(const Payload& a, const Payload& b) { return a.kind == b.kind && a.bytes == b.bytes; }

TEST_CASE("Blob.OpensToWhatWasSealed", "[seal]") {
  check_property("seal and open", [](std::uint64_t seed) {
    World world(seed);
    const Result<Payload> opened = open_blob(world.key, world.address, world.sealed());
    RC_ASSERT(opened.has_value());
    RC_ASSERT(same(*opened, world.payload));
  });
}

TEST_CASE("Blob.TheLargestPayloadFitsAndOpens", "[seal]") {
  World world(1);
  world.payload.bytes = world.random.bytes(kMaxPayloadBytes);
  const Bytes blob = world.sealed();
  REQUIRE(blob.size() <= kMaxBlobBytes);
  REQUIRE(same(*open_blob(world.key, world.address, blob), world.payload));
}

TEST_CASE("Blob.AnyFlippedBitIsRefused", "[seal]") {
  World world(2);
  const Bytes blob = world.sealed();
  for (std::size_t bit = 0; bit < blob.size() * 8; ++bit) {
    Bytes flipped = blob;
    flipped[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
    const ErrorCode wanted = bit < 8 ? ErrorCode::unknown_version : ErrorCode::bad_signature;
    REQUIRE(world.error_of(flipped) == wanted);
  }
}

TEST_CASE("Blob.EveryProperPrefixIsRefused", "[seal]") {
  World world(3);
  Bytes blob = world.sealed();
  REQUIRE(world.error_of({}) == ErrorCode::malformed);
  for (std::size_t size = 1; size < blob.size(); ++size) {
    REQUIRE(world.error_of(View(blob).first(size)) == ErrorCode::bad_signature);
  }
  blob.push_back(std::byte{0});
  REQUIRE(world.error_of(blob) == ErrorCode::bad_signature);
}

TEST_CASE("Blob.AnotherAddressOrKeyIsRefused", "[seal]") {
  check_property("address and key", [](std::uint64_t seed) {
    World world(seed);
    const Bytes blob = world.sealed();
    World other = world;
    other.address.bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= std::byte{1};
    RC_ASSERT(other.error_of(blob) == ErrorCode::bad_signature);
    other = world;
    other.key.fill()[*rc::gen::inRange<std::size_t>(0, 32)] ^= std::byte{1};
    RC_ASSERT(other.error_of(blob) == ErrorCode::bad_signature);
  });
}

TEST_CASE("I21.UnknownSealVersionsAreNamedAsSuch", "[seal][invariant]") {
  World world(4);
  Bytes blob = world.sealed();
  for (int version = 0; version < 256; ++version) {
    if (version == 1) continue;
    blob[0] = static_cast<std::byte>(version);
    REQUIRE(world.error_of(blob) == ErrorCode::unknown_version);
  }
}

TEST_CASE("Blob.LongerThanAnyHonestOneIsTooLarge", "[seal]") {
  Bytes blob(kMaxBlobBytes + 1);
  blob[0] = std::byte{1};
  REQUIRE(World(5).error_of(blob) == ErrorCode::too_large);
  blob[0] = std::byte{2};
  REQUIRE(open_sealed(BoxKey(Key()), blob).error().code == ErrorCode::too_large);
}

TEST_CASE("Blob.TwoSealsOfOnePayloadDiffer", "[seal]") {
  World world(6);
  REQUIRE(world.sealed() != world.sealed());
}

TEST_CASE("Blob.GoldenBlobsOpen", "[seal][golden]") {
  const auto vectors = golden("blob");
  const Key key = *Key::from(golden_bytes(vectors.at("content_key")));
  const Address address = *Address::from(golden_bytes(vectors.at("address")));
  REQUIRE(vectors.at("blobs").size() >= 4);
  for (const auto& vector : vectors.at("blobs")) {
    INFO(vector.at("why"));
    const Bytes blob = golden_bytes(vector.at("blob"));
    const Payload wanted{vector.at("kind").get<std::uint8_t>(), golden_bytes(vector.at("payload"))};
    REQUIRE(same(*open_blob(key, address, blob), wanted));
    REQUIRE(blob_hash(blob).hex() == vector.at("hash"));
  }
}

TEST_CASE("Inbox.OpensToWhatWasSealed", "[seal]") {
  check_property("seal_to and open_sealed", [](std::uint64_t seed) {
    World world(seed);
    const BoxKey key(Key::random(world.random));
    const BoxKey other(Key::random(world.random));
    const Bytes blob = seal_to(key.public_key(), world.payload, world.random);
    RC_ASSERT(same(*open_sealed(key, blob), world.payload));
    RC_ASSERT(open_sealed(other, blob).error().code == ErrorCode::bad_signature);
  });
}

TEST_CASE("Inbox.AnyFlippedBitAndEveryPrefixIsRefused", "[seal]") {
  World world(7);
  world.payload.bytes.resize(20);
  const BoxKey key(Key::random(world.random));
  const Bytes blob = seal_to(key.public_key(), world.payload, world.random);
  for (std::size_t bit = 0; bit < blob.size() * 8; ++bit) {
    Bytes flipped = blob;
    flipped[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
    // X25519 leaves the top bit of a public key out (RFC 7748 section 5), but the nonce takes it
    // in.
    REQUIRE(!open_sealed(key, flipped));
  }
  for (std::size_t size = 0; size < blob.size(); ++size) {
    REQUIRE(!open_sealed(key, View(blob).first(size)));
  }
}

TEST_CASE("Inbox.IsAFunctionOfItsSeed", "[seal]") {
  World once(8);
  World again(8);
  const BoxKey key{Key()};
  REQUIRE(seal_to(key.public_key(), once.payload, once.random) ==
          seal_to(key.public_key(), again.payload, again.random));
}

TEST_CASE("Inbox.AKeyOfSmallOrderGetsWhatNobodyOpens", "[seal]") {
  World world(9);
  for (const std::byte first : {std::byte{0}, std::byte{1}}) {
    BoxPublic weak;
    weak.bytes[0] = first;
    const Bytes blob = seal_to(weak, world.payload, world.random);
    REQUIRE(blob.size() > world.payload.bytes.size() / 2);
    REQUIRE(!open_sealed(BoxKey(Key()), blob));
  }
}

TEST_CASE("Inbox.GoldenMessagesOpenAndStreamsAreNotMessages", "[seal][golden]") {
  const auto vectors = golden("blob");
  const BoxKey key(*Key::from(golden_bytes(vectors.at("inbox_seed"))));
  REQUIRE(key.public_key().hex() == vectors.at("inbox_public"));
  for (const auto& vector : vectors.at("inbox")) {
    const Payload wanted{vector.at("kind").get<std::uint8_t>(), golden_bytes(vector.at("payload"))};
    REQUIRE(same(*open_sealed(key, golden_bytes(vector.at("blob"))), wanted));
  }
  const Bytes stream_blob = golden_bytes(vectors.at("blobs").at(0).at("blob"));
  REQUIRE(open_sealed(key, stream_blob).error().code == ErrorCode::unknown_version);
}

}  // namespace
}  // namespace alongside
