#include <catch2/catch_test_macros.hpp>

#include "client/store/own_identities.h"
#include "client/sync/recover.h"
#include "tests/simulation/erased_world.h"
#include "tests/simulation/token_wire.h"

// A sheet from before the record was erased (docs/spec/erasing.md).

namespace alongside {
namespace {

// The vault that `code` gives back from what lies at the server now.
std::unique_ptr<SimDevice> recover(ErasedWorld& it, const RecoverySecret& code) {
  SimServer& server = it.world.server;
  const Key seed = Key::random(it.world.random);
  TokenWire stranger(server, std::nullopt);
  const RecoveryServer where{server.invite().url, {}, false, {}};
  const auto home = enrol_to_recover(code, seed, where, stranger);
  REQUIRE(home);
  TokenWire wire(server, Token::from(home->token).value());
  auto fresh = std::make_unique<SimDevice>(
      "recovered", it.world.random.next(),
      Recovering{code, seed, *home, false, [&](Vault& vault) { return fetch_all(vault, wire); }});
  fresh->clock.now = it.world.ade.clock.now;
  return fresh;
}

TEST_CASE("EraseRecord.ASheetFromBeforeBringsNothingBack", "[simulation][erasing][recovery]") {
  ErasedWorld it;
  it.everybody_writes();
  it.erase();
  for (SimDevice* lost : {&it.world.ade, &it.world.bea}) {
    const auto fresh = recover(it, lost->code());
    CHECK(fresh->root() == lost->root());
    CHECK_FALSE(it.is_on(*fresh));
    CHECK(people(fresh->window()).empty());
    CHECK(kept_identities(fresh->window()) == std::vector<RootId>{lost->root()});
    CHECK(verify_vault(fresh->window()).empty());
  }
  it.sync_all();
  CHECK(it.is_nowhere());
}

TEST_CASE("EraseRecord.WhatASheetAndAnOldBackupOpenedGoesAgain",
          "[simulation][erasing][recovery]") {
  ErasedWorld it;
  it.everybody_writes();
  const auto before = it.world.server.backup();
  it.erase();
  it.world.server.restore(before);
  const auto fresh = recover(it, it.world.ade.code());
  CHECK(it.is_on(*fresh));  // as the page says, under Limits
  it.world.write_note(*fresh, std::string(kErasedWords));
  for (int round = 0; round < 4; ++round) {
    it.world.sync(*fresh);
    it.sync_all(1);
  }
  CHECK_FALSE(it.is_on(*fresh));
  CHECK(it.is_nowhere());
  CHECK(verify_vault(fresh->window()).empty());
}

}  // namespace
}  // namespace alongside
