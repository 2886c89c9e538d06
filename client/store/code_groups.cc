#include "client/store/code_groups.h"

#include "client/store/facts.h"
#include "shared/base/check.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::size_t kGroup = 5;
constexpr std::size_t kGroups = 7;

// Capital letters and digits only, look-alikes as the digits they stand for.
std::string plain_letters(std::string_view typed) {
  std::string plain;
  for (char letter : typed) {
    if (letter == ' ' || letter == '-' || letter == '\n' || letter == '\r' || letter == '\t')
      continue;
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (letter == 'O') letter = '0';
    if (letter == 'I' || letter == 'L') letter = '1';
    plain.push_back(letter);
  }
  return plain;
}

Hash group_hash(std::string_view group) { return tagged_hash("alongside/group", {view_of(group)}); }

std::size_t random_group(Random& random) {
  std::array<std::byte, 4> drawn;
  random.fill(drawn);
  std::uint32_t number = 0;
  for (const std::byte byte : drawn) number = number << 8 | std::to_integer<std::uint32_t>(byte);
  return number % kGroups;
}

// The fact: one byte that says which group, from 0, and the group's hash.
void ask(Vault& vault, std::size_t group, View hash) {
  Bytes value = {static_cast<std::byte>(group)};
  append(value, hash);
  set_fact(vault.db(), kFactCodeGroup, value);
}

}  // namespace

void ask_for_group_of(Vault& vault, std::string_view code) {
  const std::string plain = plain_letters(code);
  MUST(plain.size() == kGroups * kGroup);
  const std::size_t group = random_group(vault.random());
  ask(vault, group, group_hash(std::string_view(plain).substr(group * kGroup, kGroup)).view());
}

void ask_for_no_group(Vault& vault) { remove_fact(vault.db(), kFactCodeGroup); }

std::optional<int> asked_code_group(Vault& vault) {
  const auto kept = fact(vault.db(), kFactCodeGroup);
  if (!kept) return std::nullopt;
  return std::to_integer<int>(kept->front()) + 1;
}

Result<bool> has_asked_group(Vault& vault, std::string_view typed) {
  const std::string plain = plain_letters(typed);
  if (plain.empty() || plain.size() % kGroup != 0) {
    return error(ErrorCode::usage, "Type at least one whole group of five letters.");
  }
  const auto kept = fact(vault.db(), kFactCodeGroup);
  if (!kept) {
    return error(ErrorCode::not_found, "No part of the code is known here. Type all of it.");
  }
  for (std::size_t at = 0; at < plain.size(); at += kGroup) {
    const Hash hash = group_hash(std::string_view(plain).substr(at, kGroup));
    if (equal(View(*kept).subspan(1), hash.view())) return true;
  }
  return false;
}

bool is_whole_code(std::string_view typed) {
  return plain_letters(typed).size() >= kGroups * kGroup;
}

void keep_one_code_group(Vault& vault) {
  const auto all = fact(vault.db(), kFactAllCodeGroups);
  if (!all) return;
  Transaction transaction(vault.db());
  if (!is_backed_up(vault) && all->size() == kGroups * Hash::kSize) {
    const std::size_t group = random_group(vault.random());
    ask(vault, group, View(*all).subspan(group * Hash::kSize, Hash::kSize));
  }
  remove_fact(vault.db(), kFactAllCodeGroups);
  transaction.commit();
  vault.db().checkpoint_truncate();  // the log beside the file has had them too
}

}  // namespace alongside
