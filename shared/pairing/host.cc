#include "shared/pairing/host.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/device_consent.h"

namespace alongside {

PairingHost::PairingHost(const PairingSecret& secret, const CardRecords& card, Random& random)
    : PairingSide(secret), root_(card.root), box_(BoxKey(Key::random(random))) {
  reveal_ =
      encode_pairing_message(PairingReveal{random.id<PairingNonce>(), box_->public_key(), card});
  Bytes commit = encode_pairing_message(PairingCommit{pairing_commitment(reveal_)});
  transcript_.commit = pairing_message_id(commit);
  transcript_.reveal = pairing_message_id(reveal_);
  say(std::move(commit));
}

void PairingHost::confirm() {
  if (state() != PairingState::comparing) return;
  go_to(has_guests_yes_ ? PairingState::agreed : PairingState::confirmed);
}

const DeviceRecord& PairingHost::guest() const {
  MUST(has_guests_yes_);
  return guest_;
}

Result<bool> PairingHost::give(View kit, Random& random) {
  if (state() != PairingState::agreed) {
    return error(ErrorCode::refused, "The other device is not waiting for this any more.");
  }
  if (kit.size() > kMaxKitBytes) {
    return error(ErrorCode::too_large, "There is too much to hand over to the other device.");
  }
  for (const PairingKitPiece& piece : seal_kit(keys_->kit, transcript_.hash(), kit, random)) {
    say(encode_pairing_message(piece));
  }
  has_given_ = true;
  go_to(PairingState::giving);
  return true;
}

void PairingHost::hear(const PairingMessage& message, View, const Hash& id) {
  if (const auto* guest = std::get_if<PairingKeysOfGuest>(&message)) return meet(*guest, id);
  if (const auto* yes = std::get_if<PairingYes>(&message)) return hear_yes(*yes);
  const auto* done = std::get_if<PairingDone>(&message);
  const bool fits =
      done != nullptr && state() == PairingState::giving && done->proof == keys_->done;
  if (!fits) return end(PairingEnd::disturbed);
  finish();
}

void PairingHost::meet(const PairingKeysOfGuest& guest, const Hash& id) {
  const bool is_first = state() == PairingState::waiting;
  if (!is_first && !PLANT(pairing_second_guest_replaces_the_first)) {
    return end(PairingEnd::disturbed);
  }
  transcript_.keys = id;
  auto keys = pairing_keys(*box_, guest.box, secret(), transcript_.hash());
  if (!keys) return end(PairingEnd::disturbed);
  keys_ = std::move(*keys);
  guest_.device = guest.device;
  guest_.box = guest.box;
  if (is_first) say(reveal_);
  show(transcript_);
}

void PairingHost::hear_yes(const PairingYes& yes) {
  const bool is_due = (state() == PairingState::comparing || state() == PairingState::confirmed) &&
                      !has_guests_yes_;
  if (!is_due) return end(PairingEnd::disturbed);
  guest_.consent = yes.consent;
  const bool is_theirs = yes.proof == keys_->yes || PLANT(pairing_any_yes_counts);
  if (!is_theirs || !has_consented(root_, guest_)) return end(PairingEnd::disturbed);
  has_guests_yes_ = true;
  const bool is_confirmed = state() == PairingState::confirmed;
  if (is_confirmed || PLANT(pairing_kit_before_confirmation)) go_to(PairingState::agreed);
}

void PairingHost::forget() {
  box_.reset();
  keys_.reset();
  reveal_.clear();
}

}  // namespace alongside
