#include "shared/seal/passphrase.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

Salt salt_of(std::uint64_t seed) { return SeededRandom(seed).id<Salt>(); }

TEST_CASE("I20.KdfFloorsAndCeilingsHoldOnRead", "[seal][invariant]") {
  REQUIRE(check_cost(KdfCost::light()));
  REQUIRE(check_cost(KdfCost::moderate()));
  REQUIRE(check_cost({10, 1073741824}));
  for (const KdfCost& cost :
       {KdfCost{1, 268435456}, KdfCost{0, 0}, KdfCost{3, 67108863}, KdfCost{11, 268435456},
        KdfCost{3, 1073741825}, KdfCost{std::uint64_t{1} << 63, std::uint64_t{1} << 63}}) {
    REQUIRE(check_cost(cost).error().code == ErrorCode::refused);
    REQUIRE(keys_from_passphrase(view_of("x"), Salt{}, cost).error().code == ErrorCode::refused);
  }
}

TEST_CASE("Passphrase.KeysDependOnEveryByteSaltAndCost", "[seal]") {
  const KdfCost cost = KdfCost::light();
  const auto keys = keys_from_passphrase(view_of("a quiet morning"), salt_of(1), cost);
  REQUIRE(keys);
  REQUIRE(!(keys->vault == keys->roots));
  const auto same = keys_from_passphrase(view_of("a quiet morning"), salt_of(1), cost);
  REQUIRE(same->vault == keys->vault);
  REQUIRE(same->roots == keys->roots);
  const auto typed = keys_from_passphrase(view_of("a quiet morning "), salt_of(1), cost);
  REQUIRE(!(typed->vault == keys->vault));
  const auto salted = keys_from_passphrase(view_of("a quiet morning"), salt_of(2), cost);
  REQUIRE(!(salted->vault == keys->vault));
  const auto harder = keys_from_passphrase(view_of("a quiet morning"), salt_of(1), {3, 67108864});
  REQUIRE(!(harder->vault == keys->vault));
}

TEST_CASE("Passphrase.GoldenKeysStand", "[seal][golden]") {
  const auto vector = golden("keys").at("passphrase");
  const auto typed = vector.at("passphrase").get<std::string>();
  const KdfCost cost{vector.at("operations").get<std::uint64_t>(),
                     vector.at("memory_bytes").get<std::uint64_t>()};
  const auto keys =
      keys_from_passphrase(view_of(typed), *Salt::from(golden_bytes(vector.at("salt"))), cost);
  REQUIRE(to_hex(keys->vault.view()) == vector.at("vault"));
  REQUIRE(to_hex(keys->roots.view()) == vector.at("roots"));
}

TEST_CASE("Wrap.UnwrapsUnderTheSameKeyAndPurposeOnly", "[seal]") {
  check_property("wrap", [](std::uint64_t seed, const std::string& secret) {
    SeededRandom random(seed);
    const Key key = Key::random(random);
    const Key other = Key::random(random);
    const Bytes wrapped = wrap(key, "vault", view_of(secret), random);
    RC_ASSERT(text_of(*unwrap(key, "vault", wrapped)) == secret);
    RC_ASSERT(unwrap(other, "vault", wrapped).error().code == ErrorCode::wrong_passphrase);
    RC_ASSERT(unwrap(key, "roots", wrapped).error().code == ErrorCode::wrong_passphrase);
    RC_ASSERT(!unwrap(key, "", wrapped));
    RC_ASSERT(!unwrap(key, "vaults", wrapped));
  });
}

TEST_CASE("Wrap.AnyFlippedBitAndEveryPrefixIsRefused", "[seal]") {
  SeededRandom random(4);
  const Key key = Key::random(random);
  const Bytes wrapped = wrap(key, "vault", random.bytes(32), random);
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    Bytes flipped = wrapped;
    flipped[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
    REQUIRE(!unwrap(key, "vault", flipped));
  }
  for (std::size_t size = 0; size < wrapped.size(); ++size) {
    REQUIRE(!unwrap(key, "vault", View(wrapped).first(size)));
  }
}

}  // namespace
}  // namespace alongside
