#include "shared/pairing/guest.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {

PairingGuest::PairingGuest(const PairingSecret& secret, const DeviceKeys& device, Random& random)
    : PairingSide(secret), device_(device), nonce_(random.id<PairingNonce>()) {}

PairingGuest::~PairingGuest() { wipe(kit_); }

const Card& PairingGuest::card() const {
  MUST(card_);
  return *card_;
}

void PairingGuest::confirm() {
  if (state() != PairingState::comparing) return;
  const DeviceRecord record =
      make_device_record(card_->root, device_, DeviceMark::own, std::nullopt);
  say(encode_pairing_message(PairingYes{keys_->yes, record.consent}));
  go_to(PairingState::confirmed);
}

View PairingGuest::kit() const {
  MUST(state() == PairingState::received);
  return kit_;
}

void PairingGuest::kept() {
  if (state() != PairingState::received) return;
  say(encode_pairing_message(PairingDone{keys_->done}));
  finish();
}

void PairingGuest::hear(const PairingMessage& message, View bytes, const Hash& id) {
  if (const auto* commit = std::get_if<PairingCommit>(&message)) return hear_commit(*commit, id);
  if (const auto* reveal = std::get_if<PairingReveal>(&message)) {
    return hear_reveal(*reveal, bytes, id);
  }
  if (const auto* piece = std::get_if<PairingKitPiece>(&message)) return hear_piece(*piece);
  end(PairingEnd::disturbed);  // what only a guest says: there is another one
}

void PairingGuest::hear_commit(const PairingCommit& commit, const Hash& id) {
  if (commitment_) return end(PairingEnd::disturbed);
  commitment_ = commit.commitment;
  transcript_.commit = id;
  Bytes keys =
      encode_pairing_message(PairingKeysOfGuest{device_.id(), device_.box.public_key(), nonce_});
  transcript_.keys = pairing_message_id(keys);
  say(std::move(keys));
}

void PairingGuest::hear_reveal(const PairingReveal& reveal, View bytes, const Hash& id) {
  const bool is_due = state() == PairingState::waiting && commitment_;
  if (!is_due) return end(PairingEnd::disturbed);
  const bool is_committed = pairing_commitment(bytes) == *commitment_;
  if (!is_committed && !PLANT(pairing_reveal_is_not_checked)) return end(PairingEnd::disturbed);
  auto card = read_card(reveal.card);
  if (!card) return end(PairingEnd::disturbed);
  transcript_.reveal = id;
  auto keys = pairing_keys(device_.box, reveal.box, secret(), transcript_.hash());
  if (!keys) return end(PairingEnd::disturbed);
  card_ = std::move(*card);
  keys_ = std::move(*keys);
  show(transcript_);
}

void PairingGuest::hear_piece(const PairingKitPiece& piece) {
  const bool is_confirmed = state() == PairingState::confirmed ||
                            (state() == PairingState::comparing && PLANT(pairing_kit_unasked));
  const bool is_next = piece.index == pieces_ && (pieces_ == 0 || piece.count == count_);
  if (!is_confirmed || !is_next) return end(PairingEnd::disturbed);
  auto part = open_kit_piece(keys_->kit, transcript_.hash(), piece);
  if (!part) return end(PairingEnd::disturbed);
  count_ = piece.count;
  // Room for all of it at once, so that growing leaves no copy behind.
  if (pieces_ == 0) kit_.reserve(count_ * kMaxKitPieceBytes);
  append(kit_, *part);
  wipe(*part);
  if (++pieces_ == count_) go_to(PairingState::received);
}

void PairingGuest::forget() {
  keys_.reset();
  wipe(kit_);
  kit_.clear();
}

}  // namespace alongside
