#include "shared/consent/recovery.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/consent_samples.h"
#include "tests/support/golden.h"

namespace alongside {
namespace {

RecoverySecret sample_secret() {
  Bytes bytes(16);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i);
  return RecoverySecret::from(bytes).value();
}

IdentityKit sample_kit(bool is_me) {
  SampleIdentity mo(1);
  SeededRandom random(5);
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

TEST_CASE("Kit.ComesBackWholeAndNoPartOfItIsOne", "[consent]") {
  for (const bool is_me : {false, true}) {
    const Bytes bytes = encode_kit(sample_kit(is_me));
    const auto back = decode_kit(bytes);
    REQUIRE(back);
    CHECK(encode_kit(*back) == bytes);
    CHECK(back->is_me == is_me);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CHECK_FALSE(decode_kit(View(bytes).first(size)));
    }
  }
}

TEST_CASE("Kit.WithTheCardOfSomebodyElseIsRefused", "[consent]") {
  IdentityKit kit = sample_kit(true);
  SeededRandom random(6);
  kit.root_seed = Key::random(random);
  const auto back = decode_kit(encode_kit(kit));
  REQUIRE_FALSE(back);
  CHECK(back.error().code == ErrorCode::malformed);
}

TEST_CASE("RecoveryKeys.AreAllDifferentAndFollowFromTheCode", "[consent]") {
  const RecoveryKeys keys = recovery_keys(sample_secret());
  const StreamSecrets& stream = keys.stream;
  std::set<Bytes> all;
  for (const Key* key :
       {&stream.epoch_key, &stream.append, &stream.close, &stream.drop, &keys.box_seed}) {
    all.insert(copy_of(key->view()));
  }
  CHECK(all.size() == 5);
  CHECK(recovery_keys(sample_secret()).box() == keys.box());
  SeededRandom random(3);
  CHECK_FALSE(recovery_keys(RecoverySecret::random(random)).box() == keys.box());
}

TEST_CASE("Recovery.BytesAreThoseOfTheGoldenVectors", "[consent][golden]") {
  const RecoveryKeys keys = recovery_keys(sample_secret());
  nlohmann::json now;
  now["code"] = recovery_code(sample_secret());
  now["address"] = address_of(keys.stream.hashes()).hex();
  now["read"] = to_hex(keys.stream.read().view());
  now["box"] = keys.box().hex();
  now["recovery-id"] = recovery_id(keys.box()).hex();
  now["kit-of-me"] = to_hex(encode_kit(sample_kit(true)));
  now["kit-held"] = to_hex(encode_kit(sample_kit(false)));
  rewrite_golden("recovery", now);
  CHECK(now == golden("recovery"));
}

}  // namespace
}  // namespace alongside
