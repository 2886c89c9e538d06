#pragma once

#include "client/store/vault.h"

namespace alongside {

// Roles: what a charity says of somebody ("coach"), on its card. A share can be bound to one; it
// ends when the role does.

struct Role {
  RootId charity;
  RootId holder;
  std::string role;
  bool is_ended = false;
};

// Says on this charity's card that a contact has a role, or has it no more. Those who have the
// card learn of it with their next sync.
// Errors: refused (this vault is no charity's; they have it already, or do not have it; the card is
// full), usage (no name), too_large, malformed, wrong_passphrase (the roots key does not fit).
Result<bool> give_role(Vault& vault, const RootId& contact, const std::string& role,
                       const Key& roots_key);
Result<bool> end_role(Vault& vault, const RootId& contact, const std::string& role,
                      const Key& roots_key);

// What this charity, or the charities whose cards are here, say.
std::vector<Role> roles(Vault& vault);

// The role that a contact has, as typed: "coach", or "coach at Lantern" where several charities
// gave it. Errors: not_found, usage (several fit).
Result<Role> find_role(Vault& vault, const RootId& contact, std::string_view typed);

// "coach at Lantern", with the charity's name as its card has it.
std::string shown_role(Vault& vault, const std::string& role, const RootId& charity);

// Whether a charity known here has ended any role of theirs, or this one.
bool has_lost_a_role(Vault& vault, const RootId& holder);
bool has_lost_role(Vault& vault, const RootId& holder, const std::string& role,
                   const RootId& charity);

}  // namespace alongside
