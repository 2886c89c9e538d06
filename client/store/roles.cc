#include "client/store/roles.h"

#include <algorithm>

#include "client/store/identities.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/role_inboxes.h"
#include "client/store/typed_ids.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxRoleBytes = 200;

Result<bool> check_name(const std::string& role) {
  if (role.find_first_not_of(" \t\n") == std::string::npos)
    return error(ErrorCode::usage, "Say which role, such as coach.");
  if (role.size() > kMaxRoleBytes) return error(ErrorCode::too_large, "Say it in fewer words.");
  if (!is_utf8(role)) return error(ErrorCode::malformed, "That text is not valid UTF-8.");
  return true;
}

Result<bool> say_role(Vault& vault, const RoleRecord& said, const Key& roots_key) {
  if (!is_charity(vault)) {
    return error(ErrorCode::refused,
                 "Only a charity gives roles. Open its vault: charity create makes one.");
  }
  TRY_DO(check_name(said.role));
  Transaction transaction(vault.db());
  vault.cards().clear();
  const auto records = known_records(vault, vault.me());
  const auto card = known_card(vault, vault.me());
  MUST(records && card);
  const bool has_it = card->role(said.holder, said.role) == RoleState::held;
  if (has_it && !said.is_ended) return error(ErrorCode::refused, "They have that role already.");
  if (!has_it && said.is_ended) return error(ErrorCode::refused, "They do not have that role.");
  TRY(const IdentityKey root, open_root(vault, vault.me(), roots_key));
  const Bytes record = sign_role(root, next_turn(*records), said);
  if (!learn_card(vault, {vault.me(), {record}})) {
    return error(ErrorCode::refused, "The charity's card is full.");
  }
  // Who had it knows the key; who has it now reads what is said from now on.
  const bool is_first = card->role_inboxes.find(said.role) == card->role_inboxes.end();
  if (said.is_ended || is_first) {
    TRY_DO(renew_role_inbox(vault, said.role, root));
  } else if (!hand_role_key(vault, said.role, said.holder)) {
    return error(ErrorCode::not_found, "Their card has no inbox.");
  }
  vault.touch();
  transaction.commit();
  return true;
}

void add_roles_of(Vault& vault, const RootId& charity, std::vector<Role>& list) {
  const auto card = known_card(vault, charity);
  if (!card) return;
  for (const auto& [who, state] : card->roles) {
    list.push_back({charity, who.first, who.second, state == RoleState::ended});
  }
}

}  // namespace

Result<bool> give_role(Vault& vault, const RootId& contact, const std::string& role,
                       const Key& roots_key) {
  return say_role(vault, {contact, role, false}, roots_key);
}

Result<bool> end_role(Vault& vault, const RootId& contact, const std::string& role,
                      const Key& roots_key) {
  return say_role(vault, {contact, role, true}, roots_key);
}

std::vector<Role> roles(Vault& vault) {
  std::vector<Role> list;
  add_roles_of(vault, vault.me(), list);
  for (const Contact& contact : contacts(vault)) add_roles_of(vault, contact.root, list);
  return list;
}

Result<Role> find_role(Vault& vault, const RootId& contact, std::string_view typed) {
  std::vector<Role> fitting;
  for (Role& role : roles(vault)) {
    const bool fits = role.role == typed || shown_role(vault, role.role, role.charity) == typed;
    if (role.holder == contact && !role.is_ended && fits) fitting.push_back(std::move(role));
  }
  if (fitting.empty()) {
    return error(ErrorCode::not_found, "No charity whose card is here gives them that role.");
  }
  if (fitting.size() > 1) {
    return error(ErrorCode::usage, "Several charities give them that role: say which, as in " +
                                       shown_role(vault, fitting[0].role, fitting[0].charity) +
                                       ".");
  }
  return fitting.front();
}

std::string shown_role(Vault& vault, const std::string& role, const RootId& charity) {
  const std::string name = name_of_author(vault, charity);
  return role + " at " + (name.empty() ? charity.hex().substr(0, 8) : name);
}

bool has_lost_a_role(Vault& vault, const RootId& holder) {
  const std::vector<Role> all = roles(vault);
  return std::any_of(all.begin(), all.end(),
                     [&](const Role& role) { return role.holder == holder && role.is_ended; });
}

bool has_lost_role(Vault& vault, const RootId& holder, const std::string& role,
                   const RootId& charity) {
  const auto card = known_card(vault, charity);
  return card && card->role(holder, role) == RoleState::ended;
}

}  // namespace alongside
