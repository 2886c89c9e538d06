#include <catch2/catch_test_macros.hpp>

#include "tests/shared/pairing/intruders.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

// The six messages of an honest run, by place.
constexpr int kMessages = 6;
constexpr int kYesAt = 3;

// What a message is replaced with.
enum class Forgery { flipped, cut, of_another_run, of_another_place };

Bytes forged(Forgery forgery, const Bytes& real, const Bytes& other, SeededRandom& random) {
  Bytes bytes = real;
  switch (forgery) {
    case Forgery::flipped:
      bytes[random.below(bytes.size())] ^= static_cast<std::byte>(1u << random.below(8));
      return bytes;
    case Forgery::cut:
      bytes.resize(random.below(bytes.size()));
      return bytes;
    default:
      return other;
  }
}

// Carries message after message of two runs; in the first, the one at `place` is replaced.
struct OneForgery {
  int place = 0;
  Forgery forgery = Forgery::flipped;
  SeededRandom& random;
  int at = 0;
  std::vector<Bytes> earlier;

  void carry(PairingSide& from, PairingSide& to, PairingSide& other_from, PairingSide& other_to) {
    auto real = from.to_send();
    auto foreign = other_from.to_send();
    if (foreign) other_to.take(*foreign);
    if (!real) return;
    const bool is_elsewhere = forgery == Forgery::of_another_place && !earlier.empty();
    const Bytes& instead = is_elsewhere ? earlier[random.below(earlier.size())] : *foreign;
    to.take(at == place ? forged(forgery, *real, instead, random) : *real);
    ++at;
    earlier.push_back(std::move(*real));
  }
};

// Whether the run ended or went well, with one message of `place` forged. Humans compare.
bool is_safe(std::uint64_t seed, int place, Forgery forgery) {
  PairingRig rig(seed);
  PairingRig other(seed + 1'000'003);
  SeededRandom random(seed ^ 0xbad);
  OneForgery way{place, forgery, random, 0, {}};
  way.carry(rig.host, rig.guest, other.host, other.guest);
  way.carry(rig.guest, rig.host, other.guest, other.host);
  way.carry(rig.host, rig.guest, other.host, other.guest);
  const bool did_agree = humans_compare(rig);
  other.host.confirm();
  other.guest.confirm();
  way.carry(rig.guest, rig.host, other.guest, other.host);
  static_cast<void>(rig.host.give(real_kit(), rig.random));
  static_cast<void>(other.host.give(Bytes(5), other.random));
  way.carry(rig.host, rig.guest, other.host, other.guest);
  const bool has_kit = rig.guest.state() == PairingState::received;
  if (has_kit && !equal(rig.guest.kit(), real_kit())) return false;
  rig.guest.kept();
  other.guest.kept();
  way.carry(rig.guest, rig.host, other.guest, other.host);
  const bool did_host_give = rig.host.has_given();
  // A forged word of the first three makes the digits differ or ends it before there are any.
  if (place < kYesAt) return !did_agree && !did_host_give && !has_kit;
  return did_agree && (place > kYesAt || !did_host_give) && rig.host.state() != PairingState::done;
}

TEST_CASE("PairingIntruder.NoForgedMessageGoesUnnoticed", "[pairing][property]") {
  for (int place = 0; place < kMessages; ++place) {
    for (const Forgery forgery :
         {Forgery::flipped, Forgery::cut, Forgery::of_another_run, Forgery::of_another_place}) {
      check_property("a forged message ends it or shows", [&](std::uint64_t seed) {
        RC_ASSERT(is_safe(seed % 1'000'000, place, forgery));
      });
    }
  }
}

TEST_CASE("PairingIntruder.WhoStandsBetweenGetsNothingFromHumansWhoCompare",
          "[pairing][property]") {
  check_property("no plan gets the kit or gives one", [](std::uint64_t seed) {
    for (const First first : {First::host, First::guest}) {
      PairingRig rig(seed);
      const Outcome outcome = stand_between(rig, first, true);
      RC_ASSERT(!outcome.did_humans_say_yes);
      RC_ASSERT(outcome.is_harmless());
    }
    PairingRig guests(seed), hosts(seed), second(seed), reveal(seed);
    RC_ASSERT(take_the_guests_place(guests).is_harmless());
    RC_ASSERT(take_the_hosts_place(hosts).is_harmless());
    RC_ASSERT(come_as_second_guest(second).is_harmless());
    RC_ASSERT(!reveal_something_else(reveal).did_humans_say_yes);
  });
}

// The control: without humans who compare, the same intruder has it all.
TEST_CASE("PairingIntruder.WhoStandsBetweenGetsAllFromHumansWhoDoNotCompare", "[pairing]") {
  for (const First first : {First::host, First::guest}) {
    PairingRig rig(1);
    const Outcome outcome = stand_between(rig, first, false);
    CHECK(outcome.has_intruder_kit);
    CHECK(outcome.has_guest_foreign_kit);
  }
}

TEST_CASE("PairingIntruder.NothingInARevealIsChosenAfterTheCommitment", "[pairing]") {
  PairingRig rig(2);
  const auto commit = rig.host.to_send();
  PairingGuest first(rig.secret, rig.device, rig.random);
  first.take(*commit);
  PairingRig::carry(first, rig.host);
  const Bytes reveal = *rig.host.to_send();
  const auto ends_with = [&](const Bytes& shown) {
    PairingGuest guest(rig.secret, rig.device, rig.random);
    guest.take(*commit);
    guest.take(shown);
    return guest.state() == PairingState::ended && guest.digits().empty();
  };
  REQUIRE_FALSE(ends_with(reveal));
  for (std::size_t at = 0; at < reveal.size(); ++at) {
    Bytes changed = reveal;
    changed[at] ^= std::byte{16};
    CHECK(ends_with(changed));
  }
  // The same keys with one record less: a proper card, and not the one committed to.
  auto read = decode_pairing_message(reveal);
  std::get<PairingReveal>(*read).card.records.pop_back();
  CHECK(ends_with(encode_pairing_message(*read)));
}

TEST_CASE("PairingIntruder.ASecondOneOfEitherKindEndsItOnBothSides", "[pairing]") {
  PairingRig rig(3);
  rig.meet();
  PairingGuest second(rig.secret, DeviceKeys(Key::random(rig.random)), rig.random);
  PairingHost other(rig.secret, rig.mo.card(), rig.random);
  const Bytes commit = *other.to_send();
  second.take(commit);
  const Bytes keys = *second.to_send();
  SECTION("a second guest") {
    rig.host.take(keys);
    rig.guest.take(keys);
  }
  SECTION("a second host") {
    rig.host.take(commit);
    rig.guest.take(commit);
  }
  CHECK(rig.host.why() == PairingEnd::disturbed);
  CHECK(rig.guest.why() == PairingEnd::disturbed);
  CHECK(rig.host.digits().empty());
  // Both say so, and nothing that comes later brings them back.
  CHECK(equal(*rig.host.to_send(), encode_pairing_message(PairingStopped{})));
  CHECK_FALSE(rig.host.to_send());
  rig.host.confirm();
  rig.guest.confirm();
  CHECK_FALSE(rig.host.give(real_kit(), rig.random));
}

TEST_CASE("PairingIntruder.ATextThatWasUsedLetsNobodyInWhoeverReadsItAgain", "[pairing]") {
  PairingRig rig(8);
  std::vector<Bytes> stream = PairingRig::carry(rig.host, rig.guest);
  const auto keep = [&](PairingSide& from, PairingSide& to) {
    for (Bytes& message : PairingRig::carry(from, to)) stream.push_back(std::move(message));
  };
  keep(rig.guest, rig.host);
  keep(rig.host, rig.guest);
  rig.guest.stop();
  keep(rig.guest, rig.host);
  PairingGuest guest_again(rig.secret, DeviceKeys(Key::random(rig.random)), rig.random);
  PairingHost host_again(rig.secret, rig.mo.card(), rig.random);
  for (const Bytes& message : stream) {
    guest_again.take(message);
    host_again.take(message);
  }
  CHECK(guest_again.why() == PairingEnd::disturbed);
  CHECK(host_again.why() == PairingEnd::disturbed);
}

TEST_CASE("PairingIntruder.AYesNeedsTheGuestsKeyAndItsConsent", "[pairing]") {
  PairingRig honest(4);
  honest.meet();
  honest.guest.confirm();
  const auto real = decode_pairing_message(*honest.guest.to_send());
  REQUIRE(real);
  const PairingYes yes = std::get<PairingYes>(*real);
  const auto ends_with = [](const PairingYes& said) {
    PairingRig rig(4);
    rig.meet();
    rig.host.confirm();
    rig.host.take(encode_pairing_message(said));
    return rig.host.why() == PairingEnd::disturbed;
  };
  CHECK_FALSE(ends_with(yes));
  SeededRandom random(5);
  CHECK(ends_with({Key::random(random), yes.consent}));
  CHECK(ends_with({yes.proof, random.id<Signature>()}));
}

TEST_CASE("PairingIntruder.APointOfSmallOrderEndsIt", "[pairing]") {
  PairingRig rig(6);
  rig.host.take(encode_pairing_message(
      PairingKeysOfGuest{rig.device.id(), BoxPublic{}, rig.random.id<PairingNonce>()}));
  CHECK(rig.host.why() == PairingEnd::disturbed);
  const Bytes reveal = encode_pairing_message(
      PairingReveal{rig.random.id<PairingNonce>(), BoxPublic{}, rig.mo.card()});
  rig.guest.take(encode_pairing_message(PairingCommit{pairing_commitment(reveal)}));
  rig.guest.take(reveal);
  CHECK(rig.guest.why() == PairingEnd::disturbed);
}

TEST_CASE("PairingDigits.AreSpreadOverAMillion", "[pairing]") {
  SeededRandom random(7);
  const PairingSecret secret = PairingSecret::random(random);
  std::set<std::string> met;
  std::map<std::pair<std::size_t, char>, int> used;
  constexpr int kTries = 10'000;
  for (int i = 0; i < kTries; ++i) {
    const std::string digits =
        pairing_digits({random.id<Hash>(), random.id<Hash>(), random.id<Hash>()}, secret);
    REQUIRE(digits.size() == 7);
    REQUIRE(digits[3] == ' ');
    met.insert(digits);
    for (std::size_t at = 0; at < digits.size(); ++at) ++used[{at, digits[at]}];
  }
  // Each figure about a thousand times at each of six places, and as many meetings as among
  // 10,000 of a million: fifty.
  CHECK(used.size() == 61);
  for (const auto& [figure, times] : used) {
    if (figure.second != ' ') CHECK((times > 850 && times < 1150));
  }
  CHECK(kTries - met.size() > 20);
  CHECK(kTries - met.size() < 100);
}

}  // namespace
}  // namespace alongside
