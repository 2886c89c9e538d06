#include "shared/consent/own_inbox.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

OwnInbox sample(std::uint64_t seed) {
  SeededRandom random(seed);
  return {Key::random(random), StreamSecrets::random(random)};
}

TEST_CASE("OwnInbox.ComesBackWholeAndNoPartOfItIsOne", "[consent][devices]") {
  const Bytes bytes = encode_own_inbox(sample(1));
  const auto back = decode_own_inbox(bytes);
  REQUIRE(back);
  CHECK(encode_own_inbox(*back) == bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(decode_own_inbox(View(bytes).first(size)));
  }
}

TEST_CASE("OwnInbox.CountsIfTheCardNamesItNowOrNamedItOnce", "[consent][devices]") {
  SeededRandom random(2);
  const SigningKey root(Key::random(random));
  CardRecords card{root.as<RootId>(), {sign_inbox(root, 1, inbox_record(sample(1)))}};
  merge_into(card, {card.root, {sign_inbox(root, 2, inbox_record(sample(3)))}});
  CHECK(names_inbox(card, sample(1)));
  CHECK(names_inbox(card, sample(3)));
  CHECK_FALSE(names_inbox(card, sample(4)));
  OwnInbox other_box = sample(3);
  other_box.box_seed = sample(4).box_seed;
  CHECK_FALSE(names_inbox(card, other_box));
}

}  // namespace
}  // namespace alongside
