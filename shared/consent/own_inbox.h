#pragma once

#include "shared/consent/card.h"

namespace alongside {

// What opens one inbox of an identity, for its own devices and its recovery code: the control
// record *own inbox* holds it, sealed to one of them (docs/spec/consent.md).
struct OwnInbox {
  Key box_seed;
  StreamSecrets stream;
};

Bytes encode_own_inbox(const OwnInbox& inbox);
// Errors: malformed, unknown_version.
Result<OwnInbox> decode_own_inbox(View bytes);

// Whether a card says, or ever said, that this is its identity's inbox. Requires: read_card() took
// the records.
bool names_inbox(const CardRecords& card, const OwnInbox& inbox);
// What a card says of it.
InboxRecord inbox_record(const OwnInbox& inbox);

}  // namespace alongside
