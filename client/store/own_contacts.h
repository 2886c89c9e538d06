#pragma once

#include "client/store/vault.h"

namespace alongside {

// Cards that were taken in by hand, for the identity's other devices and its recovery code: whom
// one of them met, all know. Inside the caller's transaction.
void hand_contacts(Vault& vault);

// The stream that a contact's card comes in, and the mark that it was taken in by hand.
// Errors: too_large (the card).
struct CardText;
Result<bool> keep_contact(Vault& vault, const CardText& card);

}  // namespace alongside
