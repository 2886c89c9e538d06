#include "shared/pairing/vault_kit.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

IdentityKit identity(std::uint64_t seed, bool is_me) {
  SeededRandom random(seed);
  IdentityKit kit;
  kit.root_seed = Key::random(random);
  kit.is_me = is_me;
  kit.kind = is_me ? SpaceKind::coach : SpaceKind::person;
  kit.inbox_seed = Key::random(random);
  kit.inbox = StreamSecrets::random(random);
  kit.card_stream = StreamSecrets::random(random);
  const SigningKey root(kit.root_seed);
  kit.card = {root.as<RootId>(), {sign_name(root, 1, "Mo")}};
  return kit;
}

VaultKit sample() {
  VaultKit kit{{identity(1, true), identity(2, false)}, {}, {}};
  kit.server.url = "https://walk.example";
  kit.server.server_key = SigningKey(Key{}).as<SigningPublic>();
  return kit;
}

TEST_CASE("VaultKit.ComesBackWholeAndNoPartOfItIsOne", "[pairing][devices]") {
  const Bytes bytes = encode_vault_kit(sample());
  const auto back = decode_vault_kit(bytes);
  REQUIRE(back);
  CHECK(encode_vault_kit(*back) == bytes);
  CHECK(back->identities.size() == 2);
  CHECK(back->server.url == "https://walk.example");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(decode_vault_kit(View(bytes).first(size)));
  }
}

TEST_CASE("VaultKit.OfARecordThatIsHandedOverSaysWhatThereIs", "[pairing][hand-over]") {
  VaultKit kit = sample();
  kit.identities.pop_back();
  kit.hand_over = {"alongside-card:made-up", {2, 4, 8}};
  const Bytes bytes = encode_vault_kit(kit);
  const auto back = decode_vault_kit(bytes);
  REQUIRE(back);
  CHECK(encode_vault_kit(*back) == bytes);
  CHECK(back->hand_over == kit.hand_over);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(decode_vault_kit(View(bytes).first(size)));
  }
}

TEST_CASE("VaultKit.NeedsExactlyOneThatIsMe", "[pairing][devices]") {
  VaultKit none = sample(), two = sample();
  none.identities.erase(none.identities.begin());
  two.identities.push_back(identity(3, true));
  CHECK(decode_vault_kit(encode_vault_kit(none)).error().code == ErrorCode::malformed);
  CHECK(decode_vault_kit(encode_vault_kit(two)).error().code == ErrorCode::malformed);
}

}  // namespace
}  // namespace alongside
