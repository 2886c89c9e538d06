#include <catch2/catch_test_macros.hpp>

#include "shared/seal/blob.h"
#include "tests/shared/pairing/pairing_rig.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

// The server's largest blob (docs/spec/http.md).
constexpr std::size_t kLargestBlob = 600'000;

// The pairing stream: what anybody said in one order. Each side reads it at its own pace, its own
// messages among it, and at times something again.
struct SlowStream {
  std::vector<Bytes> said;
  std::size_t host_at = 0, guest_at = 0;

  void put(PairingSide& side) {
    if (auto next = side.to_send()) said.push_back(std::move(*next));
  }
  void deliver(PairingSide& side, std::size_t& at) {
    if (at < said.size()) side.take(said[at++]);
  }
  void repeat(PairingSide& side, std::size_t at, SeededRandom& random) {
    if (at > 0) side.take(said[random.below(at)]);
  }
};

// One thing that happens, drawn at random.
void step(PairingRig& rig, SlowStream& stream, SeededRandom& random, View kit) {
  switch (random.below(8)) {
    case 0:
      return stream.put(rig.host);
    case 1:
      return stream.put(rig.guest);
    case 2:
      return stream.deliver(rig.host, stream.host_at);
    case 3:
      return stream.deliver(rig.guest, stream.guest_at);
    case 4:
      return stream.repeat(rig.host, stream.host_at, random);
    case 5:
      return stream.repeat(rig.guest, stream.guest_at, random);
    case 6:
      rig.host.confirm();
      if (rig.host.state() == PairingState::agreed) REQUIRE(rig.host.give(kit, rig.random));
      return;
    default:
      rig.guest.confirm();
  }
}

TEST_CASE("Pairing.HonestRunsAgreeWhateverIsLateOrComesTwice", "[pairing][property]") {
  check_property("both show the same digits and the kit arrives", [](std::uint64_t seed) {
    PairingRig rig(seed);
    SeededRandom random(seed ^ 0x5eed);
    const std::size_t sizes[] = {0, 10, kMaxKitPieceBytes, kMaxKitPieceBytes + 1, 1'300'000};
    const Bytes kit = random.bytes(sizes[random.below(5)]);
    SlowStream stream;
    std::string on_host, on_guest;
    for (int i = 0; i < 2000 && rig.host.state() != PairingState::done; ++i) {
      step(rig, stream, random, kit);
      if (!rig.host.digits().empty()) on_host = rig.host.digits();
      if (!rig.guest.digits().empty()) on_guest = rig.guest.digits();
      if (rig.guest.state() != PairingState::received) continue;
      RC_ASSERT(equal(rig.guest.kit(), kit));
      rig.guest.kept();
    }
    RC_ASSERT(rig.host.state() == PairingState::done);
    RC_ASSERT(rig.guest.state() == PairingState::done);
    RC_ASSERT(on_host == on_guest);
    RC_ASSERT(on_host.size() == 7u);
    RC_ASSERT(rig.host.guest().device == rig.device.id());
  });
}

TEST_CASE("Pairing.WhatTheHostPutsOnItsCardIsTheGuestsOwnDevice", "[pairing]") {
  PairingRig rig(1);
  rig.agree();
  REQUIRE(rig.host.state() == PairingState::agreed);
  CHECK(rig.guest.card().root == rig.mo.id());
  CHECK(rig.guest.card().name == "Made Up");
  CardRecords records = rig.mo.card();
  merge_into(records, {rig.mo.id(), {sign_device(rig.mo.root, rig.host.guest())}});
  const auto card = read_card(records);
  REQUIRE(card);
  CHECK(card->speaks(rig.device.id()));
  CHECK(card->devices.at(rig.device.id()).box == rig.device.box.public_key());
}

TEST_CASE("Pairing.EachSideSpeaksOnlyWhenTheOtherHasBoundItself", "[pairing]") {
  PairingRig rig(2);
  CHECK_FALSE(rig.guest.to_send());  // nothing of the guest before the commitment
  auto commit = rig.host.to_send();
  REQUIRE(commit);
  CHECK_FALSE(rig.host.to_send());  // no reveal before the guest's keys
  rig.guest.take(*commit);
  const auto keys = rig.guest.to_send();
  REQUIRE(keys);
  CHECK_FALSE(rig.guest.to_send());
  rig.host.take(*keys);
  CHECK(rig.host.to_send());
  CHECK_FALSE(rig.host.to_send());
  CHECK(rig.guest.digits().empty());
}

TEST_CASE("Pairing.NoKitLeavesBeforeBothHaveSaidYes", "[pairing]") {
  const Bytes kit(40);
  PairingRig only_guest(3);
  only_guest.meet();
  only_guest.guest.confirm();
  PairingRig::carry(only_guest.guest, only_guest.host);
  CHECK(only_guest.host.state() == PairingState::comparing);
  CHECK_FALSE(only_guest.host.give(kit, only_guest.random));
  PairingRig only_host(4);
  only_host.meet();
  only_host.host.confirm();
  PairingRig::carry(only_host.guest, only_host.host);
  CHECK(only_host.host.state() == PairingState::confirmed);
  CHECK_FALSE(only_host.host.give(kit, only_host.random));
  CHECK_FALSE(only_host.host.to_send());
}

TEST_CASE("Pairing.AKitBeyondItsBoundIsRefusedAndOneWithinMayStillBeGiven", "[pairing]") {
  PairingRig rig(5);
  rig.agree();
  CHECK_FALSE(rig.host.give(Bytes(kMaxKitBytes + 1), rig.random));
  CHECK_FALSE(rig.host.has_given());
  CHECK(rig.host.give(Bytes(1), rig.random));
  CHECK(rig.host.has_given());
  CHECK_FALSE(rig.host.give(Bytes(1), rig.random));
}

TEST_CASE("Pairing.EveryMessageFitsABlobOfTheServer", "[pairing]") {
  PairingRig rig(6);
  rig.agree();
  SeededRandom random(6);
  REQUIRE(rig.host.give(random.bytes(kMaxKitPieceBytes), rig.random));
  const auto piece = rig.host.to_send();
  REQUIRE(piece);
  const StreamSecrets stream = pairing_stream(rig.secret);
  const Address address = address_of(stream.hashes());
  const Payload payload{static_cast<std::uint8_t>(PayloadKind::pairing), *piece};
  const Bytes blob = seal_blob(stream.content_key(), address, payload, random);
  CHECK(blob.size() <= kLargestBlob);
  const auto opened = open_blob(stream.content_key(), address, blob);
  REQUIRE(opened);
  CHECK(opened->kind == 10);
  CHECK(opened->bytes == *piece);
  rig.guest.take(opened->bytes);
  CHECK(rig.guest.state() == PairingState::received);
}

TEST_CASE("Pairing.EitherMaySayNoAtAnyTimeAndTheOtherHearsIt", "[pairing]") {
  for (int until = 0; until < 5; ++until) {
    for (const bool is_host : {false, true}) {
      PairingRig rig(7);
      if (until == 1) PairingRig::carry(rig.host, rig.guest);
      if (until == 2) rig.meet();
      if (until >= 3) rig.agree();
      if (until == 4) REQUIRE(rig.host.give(Bytes(9), rig.random));
      PairingSide& here = is_host ? static_cast<PairingSide&>(rig.host) : rig.guest;
      PairingSide& there = is_host ? static_cast<PairingSide&>(rig.guest) : rig.host;
      here.stop();
      CHECK(here.why() == PairingEnd::stopped_here);
      CHECK(here.digits().empty());
      CHECK(PairingRig::carry(here, there).size() == 1);  // and nothing that was still to be said
      CHECK(there.why() == PairingEnd::stopped_there);
      CHECK_FALSE(there.to_send());
      rig.host.confirm();
      CHECK_FALSE(rig.host.give(Bytes(9), rig.random));
      here.stop();
      CHECK_FALSE(here.to_send());
    }
  }
}

TEST_CASE("Pairing.WhatComesAfterTheEndChangesNothing", "[pairing]") {
  PairingRig rig(8);
  rig.agree();
  REQUIRE(rig.host.give(Bytes(9), rig.random));
  PairingRig::carry(rig.host, rig.guest);
  rig.guest.kept();
  PairingRig::carry(rig.guest, rig.host);
  REQUIRE(rig.host.state() == PairingState::done);
  const Bytes stopped = encode_pairing_message(PairingStopped{});
  for (PairingSide* side :
       {static_cast<PairingSide*>(&rig.host), static_cast<PairingSide*>(&rig.guest)}) {
    side->take(stopped);
    side->stop();
    side->take(Bytes(3));
    CHECK(side->state() == PairingState::done);
    CHECK_FALSE(side->to_send());
  }
}

}  // namespace
}  // namespace alongside
