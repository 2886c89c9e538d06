#pragma once

#include "shared/pairing/kit.h"
#include "shared/pairing/side.h"

namespace alongside {

// The new device. In order: read the text and carry messages; show digits() and whose card() it is;
// confirm() when its human says that both screens show the same; when `received`, make the kit
// durable, then say so with kept().
class PairingGuest final : public PairingSide {
 public:
  // `device` is fresh: made for the vault that is about to be, and on no card yet.
  PairingGuest(const PairingSecret& secret, const DeviceKeys& device, Random& random);
  ~PairingGuest() override;

  // Whose vault it is. Its signatures were checked; that this is the device on the other screen is
  // what the digits say. Requires: `comparing` or later.
  const Card& card() const;

  // The human here says that the digits are the same. Nothing in another state than `comparing`.
  void confirm();

  // The whole kit. Requires: `received`. Valid until the next call that changes this.
  View kit() const;

  // The kit is durable here. Nothing in another state than `received`: where it ended meanwhile,
  // state() is not `done` after this, and what was made durable is to be taken away again.
  void kept();

 private:
  void hear(const PairingMessage& message, View bytes, const Hash& id) override;
  void forget() override;
  void hear_commit(const PairingCommit& commit, const Hash& id);
  void hear_reveal(const PairingReveal& reveal, View bytes, const Hash& id);
  void hear_piece(const PairingKitPiece& piece);

  DeviceKeys device_;
  PairingNonce nonce_;
  std::optional<Hash> commitment_;
  PairingTranscript transcript_;
  std::optional<Card> card_;
  std::optional<PairingKeys> keys_;
  Bytes kit_;
  std::uint64_t pieces_ = 0;  // of the kit that are here
  std::uint64_t count_ = 0;   // of the kit, once the first is here
};

}  // namespace alongside
