#pragma once

#include "shared/consent/card.h"
#include "shared/consent/space_name.h"
#include "shared/seal/blob.h"
#include "shared/seal/passphrase.h"

namespace alongside {

// What a recovery code gives back on a new device, and what lies at the server for it
// (docs/spec/recovery.md).

// All that derives from the code's secret: the stream whose R lets a new device in, and the box to
// which what can be recovered is sealed.
struct RecoveryKeys {
  StreamSecrets stream;
  Key box_seed;
  BoxPublic box() const { return BoxKey(box_seed).public_key(); }
};
RecoveryKeys recovery_keys(const RecoverySecret& secret);

// Stands in a device's place where own keys are sealed to a recovery box.
DeviceId recovery_id(const BoxPublic& box);

// One identity, as it was kept in the vault.
struct IdentityKit {
  Key root_seed;
  bool is_me = false;
  SpaceKind kind = SpaceKind::person;  // of the identity's own space
  Key inbox_seed;
  StreamSecrets inbox, card_stream;
  CardRecords card;
};

Bytes encode_kit(const IdentityKit& kit);
// Errors: malformed (also: the card is another root's), unknown_version, too_large.
Result<IdentityKit> decode_kit(View bytes);

}  // namespace alongside
