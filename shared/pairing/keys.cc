#include "shared/pairing/keys.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/seal/agree.h"

namespace alongside {

Hash pairing_message_id(View message) { return tagged_hash("alongside/pair-message", {message}); }

Hash pairing_commitment(View reveal) {
  if (PLANT(pairing_commitment_leaves_the_card_out)) reveal = reveal.first(64);
  return tagged_hash("alongside/pair-commit", {reveal});
}

Hash PairingTranscript::hash() const {
  return tagged_hash("alongside/pair-transcript", {commit.view(), keys.view(), reveal.view()});
}

std::string pairing_digits(const PairingTranscript& transcript, const PairingSecret& secret) {
  PairingTranscript shown = transcript;
  if (PLANT(pairing_digits_leave_the_guest_out)) shown.keys = Hash{};
  if (PLANT(pairing_digits_leave_the_host_out)) shown.commit = shown.reveal = Hash{};
  const Hash hash = tagged_hash("alongside/pair-digits", {shown.hash().view(), secret.view()});
  std::uint64_t number = 0;
  for (const std::byte b : hash.view().first(8)) {
    number = number << 8 | std::to_integer<std::uint64_t>(b);
  }
  const std::string digits = std::to_string(1'000'000 + number % 1'000'000);
  return digits.substr(1, 3) + " " + digits.substr(4);
}

Result<PairingKeys> pairing_keys(const BoxKey& mine, const BoxPublic& theirs,
                                 const PairingSecret& secret, const Hash& transcript) {
  TRY(const Key agreed, agree(mine, theirs));
  Hash hash =
      tagged_hash("alongside/pair-shared", {agreed.view(), secret.view(), transcript.view()});
  const auto shared = Key::from(hash.view());
  MUST(shared);
  wipe(hash.bytes);
  return PairingKeys{derive_key(*shared, "alongside/key/pairing-yes"),
                     derive_key(*shared, "alongside/key/pairing-kit"),
                     derive_key(*shared, "alongside/key/pairing-done")};
}

}  // namespace alongside
