#include "shared/sign/signature.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

SigningKey key_of(std::uint64_t seed) {
  SeededRandom random(seed);
  return SigningKey(Key::random(random));
}

TEST_CASE("Signature.IsItsSignersOverItsBytes", "[sign]") {
  check_property("sign and verify", [](std::uint64_t seed, const std::string& text) {
    const SigningKey key = key_of(seed);
    const Signature signature = key.sign("alongside/batch", view_of(text));
    const auto device = key.as<DeviceId>();
    RC_ASSERT(verify(device.view(), "alongside/batch", view_of(text), signature));
    RC_ASSERT(!verify(device.view(), "alongside/batch", view_of(text + "x"), signature));
    const auto other = key_of(seed + 1).as<DeviceId>();
    RC_ASSERT(!verify(other.view(), "alongside/batch", view_of(text), signature));
  });
}

TEST_CASE("Signature.AnyFlippedBitIsRefused", "[sign]") {
  const SigningKey key = key_of(4);
  const Signature signature = key.sign("alongside/card", view_of("bytes"));
  const auto root = key.as<RootId>();
  for (std::size_t bit = 0; bit < 512; ++bit) {
    Signature flipped = signature;
    flipped.bytes[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
    REQUIRE(!verify(root.view(), "alongside/card", view_of("bytes"), flipped));
  }
}

TEST_CASE("I3.ASignatureForOneTypeNeverVerifiesAsAnother", "[sign][invariant]") {
  const SigningKey key = key_of(7);
  const auto signer = key.as<SigningPublic>();
  const auto tags = golden("hashes").at("signing_tags").get<std::vector<std::string>>();
  REQUIRE(tags.size() >= 7);
  for (const std::string& signed_as : tags) {
    const Signature signature = key.sign(signed_as, view_of("the same bytes"));
    for (const std::string& read_as : tags) {
      const bool fits = verify(signer.view(), read_as, view_of("the same bytes"), signature);
      REQUIRE(fits == (signed_as == read_as));
    }
  }
}

TEST_CASE("I3.NoBytesMoveBetweenATagAndWhatIsSigned", "[sign][invariant]") {
  const SigningKey key = key_of(8);
  const auto signer = key.as<SigningPublic>();
  const Signature signature = key.sign("alongside/a", view_of("bc"));
  REQUIRE(verify(signer.view(), "alongside/a", view_of("bc"), signature));
  REQUIRE(!verify(signer.view(), "alongside/ab", view_of("c"), signature));
  REQUIRE(!verify(signer.view(), "alongside/", view_of("abc"), signature));
}

TEST_CASE("Signature.KeysOfSmallOrderVerifyNothing", "[sign]") {
  // With the neutral point as key and R, and s = 0, the bare equation holds for every message.
  Signature forged;
  forged.bytes[0] = std::byte{1};
  SigningPublic neutral;
  neutral.bytes[0] = std::byte{1};
  REQUIRE(!verify(neutral.view(), "alongside/card", view_of("anything"), forged));
  REQUIRE(!verify(SigningPublic{}.view(), "alongside/card", view_of("anything"), forged));
}

TEST_CASE("Signature.GoldenSignaturesStand", "[sign][golden]") {
  for (const auto& vector : golden("hashes").at("signatures")) {
    const SigningKey key(*Key::from(golden_bytes(vector.at("seed"))));
    const Bytes bytes = golden_bytes(vector.at("bytes"));
    REQUIRE(key.as<DeviceId>().hex() == vector.at("public"));
    REQUIRE(key.sign(vector.at("tag").get<std::string>(), bytes).hex() == vector.at("signature"));
  }
}

TEST_CASE("DerivedKey.DependsOnKeyAndTag", "[sign]") {
  check_property("derived keys", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Key a = Key::random(random);
    const Key b = Key::random(random);
    RC_ASSERT(derive_key(a, "alongside/key/read") == derive_key(a, "alongside/key/read"));
    RC_ASSERT(!(derive_key(a, "alongside/key/read") == derive_key(b, "alongside/key/read")));
    RC_ASSERT(!(derive_key(a, "alongside/key/read") == derive_key(a, "alongside/key/content")));
    RC_ASSERT(!(derive_key(a, "alongside/key/read") == a));
  });
}

TEST_CASE("DerivedKey.OfAShortKeyIsNotThatOfItsPaddedForm", "[sign]") {
  const Key from_short = derive_key(Secret<16>(), "alongside/key/read");
  REQUIRE(!(from_short == derive_key(Key(), "alongside/key/read")));
}

TEST_CASE("Secret.FitsOneLengthAndKeepsItsBytes", "[sign]") {
  SeededRandom random(2);
  const Bytes bytes = random.bytes(32);
  REQUIRE(equal(Key::from(bytes)->view(), bytes));
  REQUIRE(!Key::from(View(bytes).first(31)));
  const Key key = *Key::from(bytes);
  Key copy = key;
  REQUIRE(copy == key);
  copy.fill()[31] ^= std::byte{1};
  REQUIRE(!(copy == key));
}

TEST_CASE("Secret.IsWipedWhenItGoes", "[sign]") {
  // The place outlives the key; it is read as volatile, since what a destroyed object leaves behind
  // is otherwise the compiler's to guess.
  std::vector<std::byte> place(sizeof(Key));
  SeededRandom random(3);
  Key* const key = new (place.data()) Key(Key::random(random));
  const volatile std::byte* const seen = place.data();
  std::size_t set_before = 0;
  for (std::size_t i = 0; i < sizeof(Key); ++i) set_before += seen[i] != std::byte{0} ? 1 : 0;
  key->~Key();
  std::size_t set_after = 0;
  for (std::size_t i = 0; i < sizeof(Key); ++i) set_after += seen[i] != std::byte{0} ? 1 : 0;
  REQUIRE(set_before > 16);
  REQUIRE(set_after == 0);
}

TEST_CASE("SystemRandom.FillsEverythingAndNeverTheSame", "[sign]") {
  SystemRandom random;
  Bytes first(1000);
  Bytes second(1000);
  random.fill(first);
  random.fill(second);
  REQUIRE(first != second);
  REQUIRE(!equal(View(first).last(32), Bytes(32)));
}

}  // namespace
}  // namespace alongside
