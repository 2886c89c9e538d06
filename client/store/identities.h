#pragma once

#include "client/store/cards.h"
#include "client/store/rows.h"
#include "client/store/vault.h"
#include "shared/consent/card.h"
#include "shared/consent/recovery.h"
#include "shared/consent/space_name.h"

namespace alongside {

// The identities whose records a vault keeps. Inside the caller's transaction.

// The vault's own identity: a fresh root, this device on its card, an inbox, a card stream.
// Errors: too_large, malformed (the name).
Result<IdentityKit> make_my_identity(Vault& vault, std::string_view my_name);

// An identity that comes from elsewhere, as `kit` has it: this device goes on its card.
void keep_identity(Vault& vault, const IdentityKit& kit, DeviceMark mark,
                   std::optional<RootId> holder);

// The identity's own space: a coach's, with the section that needs no person, or a charity's.
void make_my_space(Vault& vault, SpaceKind kind);
SpaceRow my_space(Vault& vault);
bool is_charity(Vault& vault);

// The space of an identity that holds a section. One that this app does not know is of a person's
// record.
SpaceId space_of_section(const RootId& owner, std::uint64_t section);

// The secret of the newest root of an identity kept here, for as long as it must sign now. Errors:
// wrong_passphrase (the roots key does not fit). Requires: the root is kept here.
Result<Key> root_seed(Vault& vault, const RootId& root, const Key& roots_key);
Result<IdentityKey> open_root(Vault& vault, const RootId& root, const Key& roots_key);
// Higher than that of any record on the card, by the number of them: it needs no clock.
std::uint64_t next_turn(const CardRecords& card);

// A person's identity, held by this device.
RootId make_held_identity(Vault& vault);

// Whether `device` may act as the identity's own, as far as known cards say.
bool speaks_for(Vault& vault, const RootId& root, const DeviceId& device);

// The stream of a contact's inbox, made known if their card has one. Nothing: no card, or no inbox.
struct InboxPlace {
  std::int64_t stream = 0;
  BoxPublic box;
};
std::optional<InboxPlace> inbox_of(Vault& vault, const RootId& root);

}  // namespace alongside
