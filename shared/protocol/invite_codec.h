#pragma once

#include "shared/codec/cbor.h"
#include "shared/protocol/messages.h"

namespace alongside {

// What an invite says, as one map of an encoding (docs/spec/http.md). A secret of zeros is left
// out: then the map names a server and invites nobody.

// Requires: is_allowed_url(invite.url, invite.insecure_lan).
void write_invite(CborWriter& out, const Invite& invite);

// Errors: malformed, unknown_version; refused if the address is not one that is_allowed_url allows.
Result<Invite> read_invite(CborReader& in);

}  // namespace alongside
