#pragma once

#include <string>

#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/streams.h"

namespace alongside {

// The inbox of a role at a charity: what lies there is read by whoever has the role, and not by the
// server's keeper. Inside the caller's transaction.

// Makes a fresh inbox for a role of this charity: puts it on the card, hands its key to everybody
// who has the role by now, and wishes older ones closed. Errors: refused (the card is full).
// Requires: a charity's vault; `root` is its root's secret.
Result<bool> renew_role_inbox(Vault& vault, const std::string& role, const IdentityKey& root);

// Hands the key of a role's newest inbox to one who has the role. False: there is no inbox of
// theirs to leave it in. Requires: the role has an inbox.
bool hand_role_key(Vault& vault, const std::string& role, const RootId& holder);

// A key that a charity hands to me. Errors: refused (it waits: their card does not say yet that I
// have the role), malformed.
ActedOn accept_role_key(Vault& vault, const Message& message);

// What somebody left in a role's inbox whose key is here.
void receive_told(Vault& vault, const StreamRow& inbox, View blob);

// Forgets the keys of roles that I have no more, and what came by them.
void forget_lost_roles(Vault& vault);

// The newest inbox of a role, to leave something in. Nothing: their card is not here, or gives no
// such role.
std::optional<InboxPlace> role_place(Vault& vault, const RootId& charity, const std::string& role);
// Seals a message to it. Gives the blob's row.
std::int64_t lay_in_role_inbox(Vault& vault, const InboxPlace& place, View message);

// Leaves in the newest inbox what was said to a role and was not taken by an older one.
void leave_told_again(Vault& vault);

}  // namespace alongside
