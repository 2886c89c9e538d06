#pragma once

#include <optional>

#include "client/store/vault.h"

namespace alongside {

// The other devices of the vault's own identity (docs/spec/pairing.md). Each is one transaction.
// Errors of all: wrong_passphrase (the roots key does not fit), too_large (a card is full).

// A fact of the vault (facts.h): the DeviceId of one that is let join and has not finished; behind
// it, where that is not the vault's own identity, the RootId.
inline constexpr std::string_view kFactPairing = "pairing";

// Puts a device that joins on the card of an identity kept here. Until keep_admitted() it counts as
// not finished, also after a crash.
Result<bool> admit_device(Vault& vault, const RootId& root, const DeviceRecord& guest,
                          const Key& roots_key);
void keep_admitted(Vault& vault);
// Removes a device whose joining was not finished. Nothing where there is none.
Result<bool> turn_out_unfinished(Vault& vault, const Key& roots_key);

// What of joining was not finished.
struct Unfinished {
  DeviceId device;
  bool is_own = false;  // of the vault's own identity: it may be on the cards of all kept here
};
std::optional<Unfinished> unfinished_joining(Vault& vault);

}  // namespace alongside
