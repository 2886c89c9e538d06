#pragma once

#include "client/store/streams.h"
#include "shared/sign/signature.h"

namespace alongside {

// The inboxes of the identities kept here: the one on the card, and earlier ones, which go on being
// read (docs/spec/consent.md). Inside the caller's transaction.

// Makes a fresh inbox in place of the one that `root` has, because somebody knows what opens that
// one. Gives the record for its card. Requires: the identity is kept here; `key` is its root's.
Bytes renew_inbox(Vault& vault, const RootId& root, const IdentityKey& key);

// What opens an identity's inboxes, where it has more than one, for its other devices and the
// recovery code: into its card's stream, each sealed to one of them.
void hand_inboxes(Vault& vault);

// Takes in what another device of the identity, whose card's stream this is, handed over. It counts
// if the card names that inbox.
void receive_own_inbox(Vault& vault, const StreamRow& card_stream, View sealed);

}  // namespace alongside
