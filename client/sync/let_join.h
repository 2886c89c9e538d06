#pragma once

#include "client/store/status.h"
#include "client/sync/pairing_talk.h"

namespace alongside {

// Lets a new device join this vault (docs/spec/pairing.md), as the device that is there. Whatever
// happens on the way, afterwards it has joined or it is on no card and can read nothing more.

struct LetJoin {
  DeviceId device;
  bool has_all = false;  // all keys were sent; else they go with the next sync
};

// Whom the new device is let speak for: the vault's own identity and all it keeps, or one person
// whose record it keeps, and to whom that goes (docs/spec/hand-over.md).
using JoinsAs = std::optional<SpaceId>;

// `transport` is one to the vault's own server, with its token.
// Errors: not_found (the vault has no server), refused (somebody said no; a record that is not kept
// here for somebody else; what the server or the
// other side said), unavailable (no signal, or nobody there), unknown_version, wrong_passphrase
// (the roots key does not fit), too_large (the card is full). Throws SqliteError.
Result<LetJoin> let_join(Vault& vault, const Key& roots_key, Transport& transport,
                         const PairingScreen& screen, const JoinsAs& person = std::nullopt);

}  // namespace alongside
