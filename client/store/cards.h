#pragma once

#include "client/store/vault.h"
#include "shared/consent/card.h"

namespace alongside {

// The cards that a vault knows. Inside the caller's transaction.

// A card as this vault knows it. Nothing: no card of that root is here.
std::optional<Card> known_card(Vault& vault, const RootId& root);
std::optional<CardRecords> known_records(Vault& vault, const RootId& root);

// Adds a card's records to what is known of that root. True: something new was in it. A card that
// does not check out, or not together with the known records, changes nothing and is reported.
// Where two roots say that they follow the same one, the card stays as it is from then on, until
// one is taken in from the person's own hand (`by_hand`), which decides.
enum class CardFrom : std::uint8_t { anywhere, by_hand };
bool learn_card(Vault& vault, const CardRecords& records, CardFrom from = CardFrom::anywhere);
// Whether it is in that state.
bool is_contested(Vault& vault, const RootId& root);
// What is here of the card holds, whatever else says that it follows: who took over knows.
void decide_contest(Vault& vault, const RootId& root);

// Whether the card of this root was taken in by hand.
bool is_contact(Vault& vault, const RootId& root);

}  // namespace alongside
