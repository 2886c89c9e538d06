#include "shared/consent/card.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "shared/consent/space_name.h"
#include "tests/support/consent_samples.h"

namespace alongside {
namespace {

TEST_CASE("Card.SaysWhatItsRecordsSay", "[consent]") {
  const SampleIdentity ade(1);
  const auto card = read_card(ade.card());
  REQUIRE(card);
  CHECK(card->speaks(ade.device.id()));
  CHECK(card->name == "Made Up");
  REQUIRE(card->inbox);
  CHECK(address_of(card->inbox->hashes()) == address_of(ade.inbox.hashes()));
  CHECK(card->home->url == "https://made-up.example");
}

TEST_CASE("Card.AddsUpByUnionInAnyOrder", "[consent]") {
  const SampleIdentity ade(1);
  const CardRecords whole = ade.card();
  CardRecords forwards{ade.id(), {}}, backwards{ade.id(), {}};
  for (const Bytes& record : whole.records) merge_into(forwards, {ade.id(), {record}});
  for (auto at = whole.records.rbegin(); at != whole.records.rend(); ++at) {
    merge_into(backwards, {ade.id(), {*at, *at}});
  }
  CHECK(encode_card(forwards) == encode_card(whole));
  CHECK(encode_card(backwards) == encode_card(whole));
}

TEST_CASE("Card.ARemovedDeviceNeverSpeaksAgain", "[consent]") {
  const SampleIdentity ade(1);
  CardRecords records = ade.card();
  merge_into(records, {ade.id(), {sign_removal(ade.root, ade.device.id())}});
  merge_into(records, ade.card());  // certified once more
  const auto card = read_card(records);
  REQUIRE(card);
  CHECK_FALSE(card->speaks(ade.device.id()));
  CHECK(card->certified.count(ade.device.id()) == 1);
}

TEST_CASE("Card.TheHighestTurnHolds", "[consent]") {
  const SampleIdentity ade(1);
  CardRecords records = ade.card();
  merge_into(records,
             {ade.id(), {sign_name(ade.root, 3, "Third"), sign_name(ade.root, 2, "Second")}});
  CHECK(read_card(records)->name == "Third");
}

TEST_CASE("Card.OfARoleTheHighestTurnHoldsInAnyOrder", "[consent]") {
  const SampleIdentity lantern(1), ade(2), bea(3);
  const auto say = [&](std::uint64_t turn, const SampleIdentity& who, bool is_ended) {
    return sign_role(lantern.root, turn, {who.id(), "coach", is_ended});
  };
  std::vector<Bytes> said{say(1, ade, false), say(2, ade, true), say(3, ade, false),
                          say(4, ade, true), say(2, bea, false)};
  std::sort(said.begin(), said.end());
  do {
    CardRecords records{lantern.id(), {}};
    for (const Bytes& record : said) merge_into(records, {lantern.id(), {record}});
    const auto card = read_card(records);
    REQUIRE(card);
    REQUIRE(card->role(ade.id(), "coach") == RoleState::ended);
    REQUIRE(card->role(bea.id(), "coach") == RoleState::held);
    REQUIRE(card->role(bea.id(), "cook") == RoleState::unknown);
  } while (std::next_permutation(said.begin(), said.end()));
}

TEST_CASE("Card.SaysWhichOfItsOwnSpacesAreErased", "[consent]") {
  const SampleIdentity ade(1);
  const SpaceId own = space_name(ade.id(), SpaceKind::person);
  CHECK(read_card(ade.card())->erased.empty());
  CardRecords records = ade.card();
  merge_into(records, {ade.id(), {sign_erased(ade.root, own)}});
  CHECK(read_card(records)->erased == std::set<SpaceId>{own});
  merge_into(records, ade.card());  // an older copy takes nothing back
  CHECK(read_card(records)->erased.contains(own));
}

TEST_CASE("I4.OnlyTheRootChangesACard", "[consent]") {
  const SampleIdentity ade(1), stranger(2);
  CardRecords records = ade.card();
  SECTION("a record that another root erases") {
    const Bytes erased = sign_erased(stranger.root, space_name(ade.id(), SpaceKind::person));
    merge_into(records, {ade.id(), {erased}});
    CHECK_FALSE(read_card(records));
    CHECK_FALSE(read_card({stranger.id(), {erased}}));
  }
  SECTION("a role that another root gives") {
    const Bytes role = sign_role(stranger.root, 9, {stranger.id(), "coach", false});
    merge_into(records, {ade.id(), {role}});
    CHECK_FALSE(read_card(records));
  }
  SECTION("another root's record") {
    merge_into(records, {ade.id(), {sign_name(stranger.root, 9, "Stranger")}});
    CHECK_FALSE(read_card(records));
  }
  SECTION("a device that has not agreed") {
    DeviceRecord record = make_device_record(stranger.id(), stranger.device, DeviceMark::own, {});
    merge_into(records, {ade.id(), {sign_device(ade.root, record)}});
    CHECK(read_card(records).error().code == ErrorCode::bad_signature);
  }
  SECTION("a flipped bit anywhere") {
    for (std::size_t at = 0; at < records.records[0].size(); ++at) {
      CardRecords damaged = records;
      damaged.records[0][at] ^= std::byte{1};
      CHECK_FALSE(read_card(damaged));
    }
  }
}

TEST_CASE("Card.AsTextComesBackAndIsRefusedWhenDamaged", "[consent]") {
  SampleIdentity ade(1);
  const StreamSecrets stream = StreamSecrets::random(ade.random);
  const std::string text = encode_card_text({ade.card(), stream.epoch_key, stream.hashes()});
  const auto back = decode_card_text("  " + text + "\n");
  REQUIRE(back);
  CHECK(encode_card(back->records) == encode_card(ade.card()));
  CHECK(back->stream == stream.hashes());
  for (const std::size_t cut : {std::size_t{0}, std::size_t{20}, text.size() - 1}) {
    CHECK(decode_card_text(text.substr(0, cut)).error().code == ErrorCode::usage);
  }
}

TEST_CASE("Card.EveryProperPrefixIsRefused", "[consent]") {
  const Bytes bytes = encode_card(SampleIdentity(1).card());
  REQUIRE(decode_card(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_card(View(bytes).first(size)));
}

}  // namespace
}  // namespace alongside
