#pragma once

#include <string>

#include "shared/pairing/message.h"
#include "shared/pairing/text.h"

namespace alongside {

// What both devices work out from the same three messages (docs/spec/pairing.md). One who stands
// between them and changed any byte of these gets other digits on one side than on the other.

// H("alongside/pair-message", bytes): tells messages apart.
Hash pairing_message_id(View message);

// H("alongside/pair-commit", the whole reveal): nothing in it can be chosen later.
Hash pairing_commitment(View reveal);

// The ids of the first three messages, as they were said and heard.
struct PairingTranscript {
  Hash commit, keys, reveal;
  Hash hash() const;
};

// The six digits that two humans compare: "123 456".
std::string pairing_digits(const PairingTranscript& transcript, const PairingSecret& secret);

// Derived from the key that the host's one-time box and the guest's device box share, the secret
// of the text and the transcript.
struct PairingKeys {
  Key yes;   // shown by the guest: its human said yes
  Key kit;   // seals the kit
  Key done;  // shown by the guest: the kit is durable there
};

// Errors: refused (`theirs` is a point of small order).
Result<PairingKeys> pairing_keys(const BoxKey& mine, const BoxPublic& theirs,
                                 const PairingSecret& secret, const Hash& transcript);

}  // namespace alongside
