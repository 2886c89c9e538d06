#include "shared/seal/keys.h"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

Key key_of(const nlohmann::json& hex) { return *Key::from(golden_bytes(hex)); }

TEST_CASE("Keys.GoldenDerivationsStand", "[seal][golden]") {
  for (const auto& vector : golden("keys").at("derived")) {
    const Bytes key = golden_bytes(vector.at("key"));
    const auto tag = vector.at("tag").get<std::string>();
    INFO(tag);
    const Key derived = key.size() == 16 ? derive_key(*Secret<16>::from(key), tag)
                                         : derive_key(*Key::from(key), tag);
    REQUIRE(to_hex(derived.view()) == vector.at("derived"));
  }
}

TEST_CASE("Keys.AStreamsSecretsGiveItsAddress", "[seal][golden]") {
  const auto stream = golden("keys").at("stream");
  const StreamSecrets secrets{key_of(stream.at("epoch_key")), key_of(stream.at("append")),
                              key_of(stream.at("close")), key_of(stream.at("drop"))};
  REQUIRE(to_hex(secrets.content_key().view()) == stream.at("content_key"));
  REQUIRE(to_hex(secrets.read().view()) == stream.at("read"));
  const FourHashes four = secrets.hashes();
  const std::vector<std::string> hashes = {four.read.hex(), four.append.hex(), four.close.hex(),
                                           four.drop.hex()};
  REQUIRE(hashes == stream.at("hashes"));
  REQUIRE(address_of(four).hex() == stream.at("address"));
}

TEST_CASE("Keys.EveryOneOfTheFourHashesMovesTheAddress", "[seal]") {
  SeededRandom random(1);
  const FourHashes four = StreamSecrets::random(random).hashes();
  std::set<Address> addresses{address_of(four)};
  for (CapHash FourHashes::*one :
       {&FourHashes::read, &FourHashes::append, &FourHashes::close, &FourHashes::drop}) {
    FourHashes other = four;
    (other.*one).bytes[0] ^= std::byte{1};
    addresses.insert(address_of(other));
  }
  addresses.insert(address_of({four.append, four.read, four.close, four.drop}));
  REQUIRE(addresses.size() == 6);
}

TEST_CASE("Keys.ADevicesSeedsAreUnlike", "[seal]") {
  SeededRandom random(2);
  const Key seed = Key::random(random);
  REQUIRE(signing_seed_of(seed) == derive_key(seed, "alongside/key/sign"));
  REQUIRE(box_seed_of(seed) == derive_key(seed, "alongside/key/box"));
  REQUIRE(!(signing_seed_of(seed) == box_seed_of(seed)));
  const BoxKey box(box_seed_of(seed));
  REQUIRE(box.public_key() == BoxKey(box_seed_of(seed)).public_key());
  REQUIRE(!equal(box.public_key().view(), box.secret().view()));
}

TEST_CASE("Keys.RandomStreamsShareNothing", "[seal]") {
  SeededRandom random(3);
  std::set<std::string> seen;
  for (int i = 0; i < 10; ++i) {
    const StreamSecrets fresh = StreamSecrets::random(random);
    for (const Key* key : {&fresh.epoch_key, &fresh.append, &fresh.close, &fresh.drop}) {
      seen.insert(to_hex(key->view()));
    }
  }
  REQUIRE(seen.size() == 40);
}

}  // namespace
}  // namespace alongside
