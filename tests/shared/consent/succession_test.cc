#include "shared/consent/succession.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "shared/consent/ended.h"
#include "shared/consent/recovery.h"
#include "tests/support/consent_samples.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

// Mo's root is followed by `next`, which has said nothing more yet.
CardRecords followed_by(const SampleIdentity& mo, const SigningKey& next) {
  CardRecords card = mo.card();
  merge_into(card, {mo.id(), {sign_successor(mo.root, next, mo.card())}});
  return card;
}

CardRecords with(CardRecords card, const Bytes& record) {
  merge_into(card, {card.root, {record}});
  return card;
}

Bytes device_by(const IdentityKey& root, const SampleIdentity& whose) {
  return sign_device(root, make_device_record(root.name(), whose.device, DeviceMark::own, {}));
}

TEST_CASE("Succession.WhatCountedGoesOnAndTheNameStays", "[consent]") {
  const SampleIdentity mo(1), fresh(2);
  const auto card = read_card(followed_by(mo, fresh.root));
  REQUIRE(card);
  CHECK(card->root == mo.id());
  CHECK(card->signer == fresh.id());
  CHECK(card->speaks(mo.device.id()));
  CHECK(card->name == "Made Up");
  CHECK(card->inbox);
  CHECK(read_card(mo.card())->signer == mo.id());
}

bool who_was_followed_says_no_more() {
  const SampleIdentity mo(1), fresh(2), other(3);
  CardRecords card = followed_by(mo, fresh.root);
  card = with(card, sign_name(mo.root, 1'000, "Not Mo"));
  card = with(card, device_by(mo.root, other));
  card = with(card, sign_removal(mo.root, mo.device.id()));
  const auto read = read_card(card);
  REQUIRE(read);
  return read->name == "Made Up" && !read->certified.contains(other.device.id()) &&
         read->speaks(mo.device.id());
}

TEST_CASE("Succession.WhoWasFollowedSaysNoMore", "[consent]") {
  CHECK(who_was_followed_says_no_more());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("a_root_that_was_followed_goes_on", who_was_followed_says_no_more));
#endif
}

TEST_CASE("Succession.TheNewestRootComesBeforeWhateverTurn", "[consent]") {
  const SampleIdentity mo(1), fresh(2), other(3);
  CardRecords before = with(mo.card(), sign_name(mo.root, 1'000'000, "Old"));
  CardRecords card = before;
  merge_into(card, {mo.id(), {sign_successor(mo.root, fresh.root, before)}});
  CHECK(read_card(card)->name == "Old");
  const IdentityKey next(mo.id(), fresh.root);
  card = with(card, sign_name(next, 1, "New"));
  card = with(card, device_by(next, other));
  const auto read = read_card(card);
  REQUIRE(read);
  CHECK(read->name == "New");
  CHECK(read->speaks(other.device.id()));
}

TEST_CASE("Succession.AddsUpInAnyOrder", "[consent]") {
  const SampleIdentity mo(1), second(2), third(3), other(4);
  CardRecords whole = followed_by(mo, second.root);
  const IdentityKey middle(mo.id(), second.root);
  whole = with(whole, device_by(middle, other));
  whole = with(whole, sign_successor(middle, third.root, whole));
  whole = with(whole, sign_name({mo.id(), third.root}, 1, "Third"));
  whole = with(whole, sign_name(middle, 99, "Second, too late"));
  const auto read = read_card(whole);
  REQUIRE(read);
  CHECK(read->signer == third.id());
  CHECK(read->name == "Third");
  CHECK(read->speaks(other.device.id()));
  std::vector<Bytes> records = whole.records;
  SeededRandom random(5);
  for (int round = 0; round < 20; ++round) {
    for (std::size_t i = records.size(); i > 1; --i) {
      std::swap(records[i - 1], records[random.below(i)]);
    }
    CardRecords again{mo.id(), {}};
    for (const Bytes& record : records) again = with(again, record);
    CHECK(encode_card(again) == encode_card(whole));
  }
}

TEST_CASE("Succession.HasAnEnd", "[consent]") {
  const SampleIdentity mo(1);
  SeededRandom random(9);
  CardRecords card = mo.card();
  IdentityKey now(mo.root);
  for (std::size_t roots = 1; roots < kMaxRoots; ++roots) {
    const SigningKey next(Key::random(random));
    card = with(card, sign_successor(now, next, card));
    now = IdentityKey(mo.id(), next);
  }
  REQUIRE(read_card(card));
  CHECK(read_card(card)->signer == now.key().as<RootId>());
  const SigningKey one_more(Key::random(random));
  const auto read = read_card(with(card, sign_successor(now, one_more, card)));
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::too_large);
}

bool nobody_reads_a_card_of_two_roots() {
  const SampleIdentity mo(1), one(2), other(3);
  CardRecords card = followed_by(mo, one.root);
  merge_into(card, followed_by(mo, other.root));
  const auto read = read_card(card);
  return !read && read.error().code == ErrorCode::refused;
}

TEST_CASE("Succession.NobodyReadsACardOfTwoRoots", "[consent]") {
  CHECK(nobody_reads_a_card_of_two_roots());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("two_roots_may_follow_one", nobody_reads_a_card_of_two_roots));
#endif
}

TEST_CASE("I4.ASuccessorHasAgreedAndTheRootBeforeHasSaidSo", "[consent]") {
  const SampleIdentity mo(1), fresh(2), stranger(3);
  SECTION("a stranger names a successor") {
    const Bytes said = sign_successor({mo.id(), stranger.root}, fresh.root, mo.card());
    CHECK(read_card(with(mo.card(), said)).error().code == ErrorCode::bad_signature);
  }
  SECTION("the successor has not agreed to this list") {
    Successor successor;
    successor.root = fresh.id();
    successor.consent = fresh.root.sign("alongside/successor", mo.id().view());
    const Bytes said = sign_successor_record(mo.root, successor);
    CHECK(read_card(with(mo.card(), said)).error().code == ErrorCode::bad_signature);
  }
  SECTION("a stranger signs beside it") {
    const CardRecords card = followed_by(mo, fresh.root);
    const Bytes said = sign_name({mo.id(), stranger.root}, 9, "Stranger");
    CHECK(read_card(with(card, said)).error().code == ErrorCode::bad_signature);
  }
  SECTION("a flipped bit anywhere") {
    const Bytes said = sign_successor(mo.root, fresh.root, mo.card());
    for (std::size_t at = 0; at < said.size(); ++at) {
      Bytes damaged = said;
      damaged[at] ^= std::byte{1};
      CHECK_FALSE(read_card(with(mo.card(), damaged)));
    }
  }
}

TEST_CASE("Succession.AKitIsTheNewestRoots", "[consent]") {
  SampleIdentity mo(1), fresh(2);
  SeededRandom random(7);
  const Key seed = Key::random(random), old_seed = Key::random(random);
  const SigningKey old_root(old_seed), next(seed);
  const StreamSecrets secrets = StreamSecrets::random(random);
  IdentityKit kit{old_seed, false, SpaceKind::person, seed, secrets, secrets, {}};
  kit.card = {old_root.as<RootId>(), {sign_name(old_root, 1, "Mo")}};
  REQUIRE(decode_kit(encode_kit(kit)));
  kit.card.records.push_back(sign_successor(old_root, next, kit.card));
  std::sort(kit.card.records.begin(), kit.card.records.end());
  CHECK_FALSE(decode_kit(encode_kit(kit)));
  kit.root_seed = seed;
  CHECK(decode_kit(encode_kit(kit)));
}

TEST_CASE("Ended.ADeviceAsHolderGoesOnUnderAShareOfItsOwn", "[consent]") {
  const SampleIdentity ade(1);
  const DeviceId device = ade.device.id();
  const AdmissionId share{{std::byte{1}}};
  CHECK_FALSE(ends_chain({}, {device, {}}));
  CHECK(ends_chain({device}, {device, {}}));
  CHECK(ends_chain({device}, {device, share}));
  CHECK(ends_chain({as_holder(device)}, {device, {}}));
  CHECK_FALSE(ends_chain({as_holder(device)}, {device, share}));
  CHECK_FALSE(ends_chain({as_holder(as_holder(device))}, {device, {}}));
}

}  // namespace
}  // namespace alongside
