#pragma once

#include "client/store/rows.h"
#include "client/store/vault.h"
#include "shared/consent/card.h"

namespace alongside {

// The identities whose records a vault keeps, and the cards it knows. Inside the caller's
// transaction.

// The vault's own identity: a fresh root, this device on its card, an inbox, a card stream.
// Errors: too_large, malformed (the name).
Result<RootId> make_my_identity(Vault& vault, std::string_view my_name);

// The coach's own space, with the sections that need no person.
void make_my_space(Vault& vault);
SpaceRow my_space(Vault& vault);

// A person's identity, held by this device.
RootId make_held_identity(Vault& vault);

// A card as this vault knows it. Nothing: no card of that root is here.
std::optional<Card> known_card(Vault& vault, const RootId& root);
std::optional<CardRecords> known_records(Vault& vault, const RootId& root);

// Adds a card's records to what is known of that root. True: something new was in it. A card that
// does not check out, or not together with the known records, changes nothing and is reported.
bool learn_card(Vault& vault, const CardRecords& records);

// Whether the card of this root was taken in by hand.
bool is_contact(Vault& vault, const RootId& root);

// Whether `device` may act as the identity's own, as far as known cards say.
bool speaks_for(Vault& vault, const RootId& root, const DeviceId& device);

// The stream of a contact's inbox, made known if their card has one. Nothing: no card, or no inbox.
struct InboxPlace {
  std::int64_t stream = 0;
  BoxPublic box;
};
std::optional<InboxPlace> inbox_of(Vault& vault, const RootId& root);

}  // namespace alongside
