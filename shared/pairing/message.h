#pragma once

#include <variant>

#include "shared/consent/card.h"

namespace alongside {

// What the two devices say to each other while they pair (docs/spec/pairing.md). *Host* is the
// device that is there, *guest* the new one.

using PairingNonce = Id<struct PairingNonceTag, 32>;

// 1, host: what its reveal will hash to.
struct PairingCommit {
  Hash commitment;
};

// 2, guest: its own keys. It sends them only when it has the commitment.
struct PairingKeysOfGuest {
  DeviceId device;
  BoxPublic box;
  PairingNonce nonce;
};

// 3, host: what it had committed to. It sends this only when it has the guest's keys.
struct PairingReveal {
  PairingNonce nonce;
  BoxPublic box;     // made for this one pairing
  CardRecords card;  // whose vault this is
};

// 4, guest: its human has said that the digits are the same.
struct PairingYes {
  Key proof;          // KDF of the key that both share
  Signature consent;  // the device's own, for its certificate on that card
};

// 5, host: its human has said so, too. A part of the kit, in order.
struct PairingKitPiece {
  std::uint64_t index = 0;
  std::uint64_t count = 0;  // of pieces; the same in each
  Bytes sealed;
};

// 6, guest: the kit is durable there.
struct PairingDone {
  Key proof;
};

// Either: no more of this.
struct PairingStopped {};

// An odd type of a newer app, which may be passed over.
struct PairingUnknown {};

using PairingMessage = std::variant<PairingCommit, PairingKeysOfGuest, PairingReveal, PairingYes,
                                    PairingKitPiece, PairingDone, PairingStopped, PairingUnknown>;

inline constexpr std::size_t kMaxKitPieces = 32;
inline constexpr std::size_t kMaxKitPieceBytes = 512 * 1024;  // before it is sealed

// Requires: it is not of an unknown type; a card and a kit piece are within their limits.
Bytes encode_pairing_message(const PairingMessage& message);

// Errors: malformed, too_large, unknown_version (a newer format, an even type or key that this app
// does not know).
Result<PairingMessage> decode_pairing_message(View bytes);

}  // namespace alongside
