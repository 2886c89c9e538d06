#pragma once

#include "client/store/vault_maker.h"
#include "client/sync/pairing_talk.h"

namespace alongside {

// Makes a vault on this device of what another device of the same person hands over
// (docs/spec/pairing.md), as the new device.

struct Joined {
  CreatedVault made;                 // its recovery code is its own
  bool has_all = false;              // everything that the other device had sent is here
  bool is_handed_over = false;       // a record that somebody held goes to its person,
  bool is_taken_over = false;        // and did; else once all parts are here
  std::optional<RootId> coach = {};  // who held it
};

// Errors: usage (not a pairing text, or one without a server), refused (somebody said no; the
// server lets nobody in by that text; what the other side said), unavailable (no signal, or nobody
// there), unknown_version, malformed, those of create_vault. No vault is left then. Throws
// SqliteError and std::filesystem::filesystem_error.
Result<Joined> join(const NewVault& how, std::string_view text, const VaultMeans& means,
                    const Connect& connect, const PairingScreen& screen);

}  // namespace alongside
