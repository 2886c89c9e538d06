// What an opened vault still knows of the recovery code is one group of seven.
#include "client/store/code_groups.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/facts.h"
#include "shared/sign/hash.h"
#include "tests/client/store/vault_rig.h"

namespace alongside {
namespace {

constexpr std::size_t kGroups = 7;

std::string group_of(const std::string& code, std::size_t number) {
  return code.substr(number * 6, 5);
}

Bytes hash_of_group(const std::string& group) {
  return copy_of(tagged_hash("alongside/group", {view_of(group)}).view());
}

// How many groups of the code have their hash somewhere among the facts.
std::size_t groups_known(VaultRig& rig) {
  Bytes all;
  auto& rows = rig.vault().db().statement("SELECT value FROM fact");
  while (rows.step()) append(all, rows.blob(0));
  std::size_t known = 0;
  for (std::size_t i = 0; i < kGroups; ++i) {
    const Bytes hash = hash_of_group(group_of(rig.code, i));
    known += std::search(all.begin(), all.end(), hash.begin(), hash.end()) != all.end() ? 1 : 0;
  }
  return known;
}

bool fits(VaultRig& rig, const std::string& typed) {
  return check_recovery_code(rig.vault(), rig.name(), typed).value_or(false);
}

std::string asked_group(VaultRig& rig) {
  const auto number = asked_code_group(rig.vault());
  REQUIRE(number);
  return group_of(rig.code, static_cast<std::size_t>(*number - 1));
}

}  // namespace

TEST_CASE("CodeGroups.AVaultKeepsOneGroupOfItsCode", "[store]") {
  VaultRig rig;
  CHECK(groups_known(rig) == 1);
  CHECK(fits(rig, asked_group(rig)));
  CHECK(fits(rig, rig.code));
  std::size_t taken = 0;
  for (std::size_t i = 0; i < kGroups; ++i) taken += fits(rig, group_of(rig.code, i)) ? 1 : 0;
  CHECK(taken == 1);
}

TEST_CASE("CodeGroups.APartCountsIfTheGroupAskedForIsInIt", "[store]") {
  VaultRig rig;
  CHECK(fits(rig, rig.code.substr(0, 23)) == (*asked_code_group(rig.vault()) <= 4));
  CHECK(fits(rig, "00000 " + asked_group(rig)));
  CHECK_FALSE(fits(rig, asked_group(rig).substr(0, 4)));
  CHECK_FALSE(fits(rig, ""));
}

TEST_CASE("CodeGroups.AWholeCodeWithAWrongLetterDoesNotFit", "[store]") {
  VaultRig rig;
  const auto asked = static_cast<std::size_t>(*asked_code_group(rig.vault()) - 1);
  std::string typed = rig.code;
  char& letter = typed[(asked + 1) % kGroups * 6];
  letter = letter == '7' ? '8' : '7';
  CHECK_FALSE(fits(rig, typed));
}

TEST_CASE("CodeGroups.NothingIsKeptOnceTheVaultIsBackedUp", "[store]") {
  VaultRig rig;
  mark_backed_up(rig.vault());
  CHECK(groups_known(rig) == 0);
  CHECK_FALSE(asked_code_group(rig.vault()));
  CHECK(fits(rig, rig.code));
  rig.code = renew_recovery_code(rig.vault(), rig.name(), rig.passphrase()).value();
  CHECK(groups_known(rig) == 1);
}

TEST_CASE("CodeGroups.WhatAnEarlierVersionKeptIsReducedToOneGroup", "[store]") {
  for (const bool is_backed_up : {false, true}) {
    VaultRig rig;
    Bytes all;
    for (std::size_t i = 0; i < kGroups; ++i) append(all, hash_of_group(group_of(rig.code, i)));
    {
      Transaction transaction(rig.vault().db());
      ask_for_no_group(rig.vault());
      set_fact(rig.vault().db(), "code_groups", all);
      transaction.commit();
    }
    if (is_backed_up) mark_backed_up(rig.vault());
    rig.open_again();
    CHECK(groups_known(rig) == (is_backed_up ? 0 : 1));
    if (!is_backed_up) CHECK(fits(rig, asked_group(rig)));
  }
}

}  // namespace alongside
