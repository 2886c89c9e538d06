#pragma once

#include <string>

#include "tests/shared/pairing/pairing_rig.h"

namespace alongside {

// Whoever photographed the text, sits on the stream and may keep back, change and add what they
// like. Each of these plays one plan against a host and a guest whose humans compare the digits
// and say yes only if they are the same.

// What came of it.
struct Outcome {
  bool did_humans_agree = false;
  bool has_intruder_kit = false;
  bool has_guest_wrong_kit = false;
};

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

// Bytes that a message of the run is replaced with, for `step` 0 … 5 (commit, keys, reveal, yes,
// kit, done).
enum class Forgery { own, flipped, cut, earlier };

// A guest and a host of the intruder's own: one towards each side.
inline Outcome stand_between(PairingRig& rig, bool do_humans_compare) {
  SeededRandom random = rig.random;
  random.next();
  const SampleIdentity intruder(random.next());
  PairingGuest towards_host(rig.secret, DeviceKeys(Key::random(random)), random);
  PairingHost towards_guest(rig.secret, intruder.card(), random);
  // Hears the commitment first, then what the guest answers, and speaks to the host last.
  const auto commit = rig.host.to_send();
  towards_host.take(*commit);
  PairingRig::carry(towards_guest, rig.guest);
  PairingRig::carry(rig.guest, towards_guest);
  PairingRig::carry(towards_host, rig.host);
  PairingRig::carry(rig.host, towards_host);
  PairingRig::carry(towards_guest, rig.guest);
  Outcome outcome;
  const bool are_same = !rig.host.digits().empty() && rig.host.digits() == rig.guest.digits();
  outcome.did_humans_agree = are_same || !do_humans_compare;
  if (outcome.did_humans_agree) {
    rig.host.confirm();
    rig.guest.confirm();
  } else {
    rig.host.stop();
    rig.guest.stop();
  }
  towards_host.confirm();
  towards_guest.confirm();
  PairingRig::carry(towards_host, rig.host);
  PairingRig::carry(rig.guest, towards_guest);
  static_cast<void>(rig.host.give(Bytes(30), rig.random));
  static_cast<void>(towards_guest.give(Bytes(31), random));
  PairingRig::carry(rig.host, towards_host);
  PairingRig::carry(towards_guest, rig.guest);
  outcome.has_intruder_kit = towards_host.state() == PairingState::received;
  outcome.has_guest_wrong_kit = rig.guest.state() == PairingState::received;
  return outcome;
}

// Takes the guest's place with the guest's own nonce and everything else as it was said: only the
// keys are others.
inline Outcome take_the_guests_place(PairingRig& rig) {
  SeededRandom random = rig.random;
  const auto commit = rig.host.to_send();
  rig.guest.take(*commit);
  const auto keys = rig.guest.to_send();
  const auto read = decode_pairing_message(*keys);
  GivenBytes nonce(std::get<PairingKeysOfGuest>(*read).nonce.view());
  random.next();
  PairingGuest intruder(rig.secret, DeviceKeys(Key::random(random)), nonce);
  intruder.take(*commit);
  PairingRig::carry(intruder, rig.host);
  const auto reveal = rig.host.to_send();
  rig.guest.take(*reveal);
  intruder.take(*reveal);
  Outcome outcome;
  outcome.did_humans_agree = !rig.host.digits().empty() && rig.host.digits() == rig.guest.digits();
  if (outcome.did_humans_agree) {
    rig.host.confirm();
    rig.guest.confirm();
  }
  intruder.confirm();
  PairingRig::carry(intruder, rig.host);
  static_cast<void>(rig.host.give(Bytes(30), rig.random));
  PairingRig::carry(rig.host, intruder);
  outcome.has_intruder_kit = intruder.state() == PairingState::received;
  return outcome;
}

}  // namespace alongside
