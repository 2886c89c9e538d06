#pragma once

#include <vector>

#include "shared/pairing/guest.h"
#include "shared/pairing/host.h"
#include "tests/support/consent_samples.h"

namespace alongside {

// A made-up vault's device, a new one, and the text that one shows and the other reads.
struct PairingRig {
  explicit PairingRig(std::uint64_t seed)
      : random(seed),
        mo(seed + 1),
        secret(PairingSecret::random(random)),
        device(Key::random(random)),
        host(secret, mo.card(), random),
        guest(secret, device, random) {}

  // Takes everything that `from` has to say to `to`, and gives it, too.
  static std::vector<Bytes> carry(PairingSide& from, PairingSide& to) {
    std::vector<Bytes> said;
    while (auto next = from.to_send()) {
      to.take(*next);
      said.push_back(std::move(*next));
    }
    return said;
  }

  // Until both show digits.
  void meet() {
    carry(host, guest);
    carry(guest, host);
    carry(host, guest);
  }

  // Until the host has to give the kit.
  void agree() {
    meet();
    guest.confirm();
    host.confirm();
    carry(guest, host);
  }

  SeededRandom random;
  SampleIdentity mo;
  PairingSecret secret;
  DeviceKeys device;
  PairingHost host;
  PairingGuest guest;
};

}  // namespace alongside
