#pragma once

#include <string>

#include "tests/shared/pairing/pairing_rig.h"

namespace alongside {

// Whoever photographed the text sits on the stream and may keep back, change and add what they
// like. Each function plays one plan against a host and a guest whose humans compare the digits.

// What came of a plan.
struct Outcome {
  bool did_humans_say_yes = false;
  bool has_intruder_kit = false;       // could open what the host gave
  bool has_guest_foreign_kit = false;  // took in what the intruder gave
  bool is_harmless() const { return !has_intruder_kit && !has_guest_foreign_kit; }
};

inline Bytes real_kit() { return copy_of(view_of("what the host gives")); }

// Whether humans who compare say yes; both tell their devices.
inline bool humans_compare(PairingRig& rig) {
  const bool are_same = !rig.host.digits().empty() && rig.host.digits() == rig.guest.digits();
  for (PairingSide* side :
       {static_cast<PairingSide*>(&rig.host), static_cast<PairingSide*>(&rig.guest)}) {
    if (!are_same) side->stop();
  }
  rig.host.confirm();
  rig.guest.confirm();
  return are_same;
}

// Gives the nonce that it was made with, so that an intruder may take another's.
class GivenBytes final : public Random {
 public:
  explicit GivenBytes(View bytes) : bytes_(copy_of(bytes)) {}
  void fill(std::span<std::byte> out) override {
    std::copy_n(bytes_.begin(), out.size(), out.begin());
  }

 private:
  Bytes bytes_;
};

// A guest and a host of the intruder's own, one towards each side.
struct TwoFaces {
  explicit TwoFaces(PairingRig& rig)
      : random(rig.random.next()),
        ivy(random.next()),
        towards_host(rig.secret, DeviceKeys(Key::random(random)), random),
        towards_guest(rig.secret, ivy.card(), random) {}

  // To the end of the real host's reveal.
  void meet_host(PairingRig& rig) {
    PairingRig::carry(rig.host, towards_host);
    PairingRig::carry(towards_host, rig.host);
    PairingRig::carry(rig.host, towards_host);
  }

  SeededRandom random;
  SampleIdentity ivy;
  PairingGuest towards_host;
  PairingHost towards_guest;
};

enum class First { host, guest };

// Pairs with both apart, with `first` to the end of what binds it before it binds the other, and
// hands on as much as it can.
inline Outcome stand_between(PairingRig& rig, First first, bool do_humans_compare) {
  TwoFaces faces(rig);
  if (first == First::host) faces.meet_host(rig);
  PairingRig::carry(faces.towards_guest, rig.guest);
  PairingRig::carry(rig.guest, faces.towards_guest);
  if (first == First::guest) faces.meet_host(rig);
  PairingRig::carry(faces.towards_guest, rig.guest);
  Outcome outcome;
  if (do_humans_compare) {
    outcome.did_humans_say_yes = humans_compare(rig);
  } else {
    rig.host.confirm();
    rig.guest.confirm();
  }
  faces.towards_host.confirm();
  faces.towards_guest.confirm();
  PairingRig::carry(faces.towards_host, rig.host);
  PairingRig::carry(rig.guest, faces.towards_guest);
  static_cast<void>(rig.host.give(real_kit(), rig.random));
  static_cast<void>(faces.towards_guest.give(Bytes(31), faces.random));
  PairingRig::carry(rig.host, faces.towards_host);
  PairingRig::carry(faces.towards_guest, rig.guest);
  outcome.has_intruder_kit = faces.towards_host.state() == PairingState::received;
  outcome.has_guest_foreign_kit = rig.guest.state() == PairingState::received;
  return outcome;
}

// Says to the host what the guest said, with the guest's own nonce; only the keys are others.
inline Outcome take_the_guests_place(PairingRig& rig) {
  const auto commit = rig.host.to_send();
  rig.guest.take(*commit);
  const auto keys = decode_pairing_message(*rig.guest.to_send());
  GivenBytes nonce(std::get<PairingKeysOfGuest>(*keys).nonce.view());
  PairingGuest ivy(rig.secret, DeviceKeys(Key::random(rig.random)), nonce);
  ivy.take(*commit);
  PairingRig::carry(ivy, rig.host);
  const auto reveal = rig.host.to_send();
  if (reveal) rig.guest.take(*reveal);
  if (reveal) ivy.take(*reveal);
  Outcome outcome;
  outcome.did_humans_say_yes = humans_compare(rig);
  ivy.confirm();
  PairingRig::carry(ivy, rig.host);
  static_cast<void>(rig.host.give(real_kit(), rig.random));
  PairingRig::carry(rig.host, ivy);
  outcome.has_intruder_kit = ivy.state() == PairingState::received;
  return outcome;
}

// Shows the guest a commitment, a reveal and a kit of its own, and hands the guest's words to the
// real host as they are.
inline Outcome take_the_hosts_place(PairingRig& rig) {
  PairingHost ivy(rig.secret, rig.mo.card(), rig.random);
  PairingRig::carry(ivy, rig.guest);
  const auto keys = rig.guest.to_send();
  ivy.take(*keys);
  PairingRig::carry(ivy, rig.guest);
  rig.host.take(*keys);
  Outcome outcome;
  outcome.did_humans_say_yes = humans_compare(rig);
  ivy.confirm();
  PairingRig::carry(rig.guest, ivy);
  static_cast<void>(ivy.give(Bytes(31), rig.random));
  PairingRig::carry(ivy, rig.guest);
  outcome.has_guest_foreign_kit = rig.guest.state() == PairingState::received;
  return outcome;
}

// Lets two who have met go on, and joins the host as a second guest.
inline Outcome come_as_second_guest(PairingRig& rig) {
  const auto commit = rig.host.to_send();
  PairingGuest ivy(rig.secret, DeviceKeys(Key::random(rig.random)), rig.random);
  rig.guest.take(*commit);
  ivy.take(*commit);
  PairingRig::carry(rig.guest, rig.host);
  const auto reveal = rig.host.to_send();
  rig.guest.take(*reveal);
  Outcome outcome;
  outcome.did_humans_say_yes = humans_compare(rig);
  PairingRig::carry(ivy, rig.host);
  ivy.take(*reveal);
  ivy.confirm();
  PairingRig::carry(ivy, rig.host);
  rig.host.confirm();
  static_cast<void>(rig.host.give(real_kit(), rig.random));
  PairingRig::carry(rig.host, ivy);
  outcome.has_intruder_kit = ivy.state() == PairingState::received;
  return outcome;
}

// Shows the guest the real commitment and then a reveal of its own, and gives it a kit.
inline Outcome reveal_something_else(PairingRig& rig) {
  const auto commit = rig.host.to_send();
  rig.guest.take(*commit);
  const auto keys = rig.guest.to_send();
  PairingHost ivy(rig.secret, rig.mo.card(), rig.random);
  static_cast<void>(ivy.to_send());
  ivy.take(*keys);
  rig.guest.take(*ivy.to_send());
  Outcome outcome;
  outcome.did_humans_say_yes = !rig.guest.digits().empty();
  return outcome;
}

}  // namespace alongside
