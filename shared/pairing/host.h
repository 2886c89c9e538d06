#pragma once

#include "shared/pairing/kit.h"
#include "shared/pairing/side.h"

namespace alongside {

// The device that is there and lets a new one join. In order: show the text and carry messages;
// show digits(); confirm() when its human says that both screens show the same; when `agreed`, put
// guest() on the card, make the kit and give() it; when `done`, drop the stream.
class PairingHost final : public PairingSide {
 public:
  // `secret` was drawn for this one attempt; `card` is that of the identity whose vault it is, so
  // that the guest can show it.
  PairingHost(const PairingSecret& secret, const CardRecords& card, Random& random);
  ~PairingHost() override = default;

  // The human here says that the digits are the same. Nothing in another state than `comparing`.
  void confirm();

  // The device that joins, with its own consent to be on the card. Requires: its yes was
  // heard, as it is from `agreed` on.
  const DeviceRecord& guest() const;

  // Seals the kit for the guest. Errors: refused in another state than `agreed` (it may have ended
  // meanwhile), too_large.
  Result<bool> give(View kit, Random& random);

  // Whether the kit may be at the guest, also if the pairing ended: then only taking its device off
  // the card undoes it.
  bool has_given() const { return has_given_; }

 private:
  void hear(const PairingMessage& message, View bytes, const Hash& id) override;
  void forget() override;
  void meet(const PairingKeysOfGuest& guest, const Hash& id);
  void hear_yes(const PairingYes& yes);

  RootId root_;
  std::optional<BoxKey> box_;  // for this pairing only
  Bytes reveal_;
  PairingTranscript transcript_;
  std::optional<PairingKeys> keys_;
  DeviceRecord guest_;
  bool has_guests_yes_ = false;
  bool has_given_ = false;
};

}  // namespace alongside
