#include "client/store/recovery.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/receive.h"
#include "client/store/shares.h"
#include "client/sync/recover.h"
#include "tests/simulation/token_wire.h"
#include "tests/simulation/two_coaches.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/planted.h"

// Whoever has the code and the server gets back what was sent (docs/spec/recovery.md).

namespace alongside {
namespace {

struct Lost {
  TwoCoaches world;
  SeededRandom random{77};

  Lost() { world.sync_all(); }

  RecoveryServer server() { return {world.server.invite().url, {}, false, {}}; }
  Result<Home> let_in(const RecoverySecret& code, const Key& seed) {
    TokenWire wire(world.server, std::nullopt);
    return enrol_to_recover(code, seed, server(), wire);
  }
  // The vault that `code` gives back.
  std::unique_ptr<SimDevice> recover(const RecoverySecret& code) {
    const Key seed = Key::random(random);
    const auto home = let_in(code, seed);
    REQUIRE(home);
    TokenWire wire(world.server, Token::from(home->token).value());
    return std::make_unique<SimDevice>(
        "recovered", random.next(),
        Recovering{code, seed, *home, false, [&](Vault& vault) { return fetch_all(vault, wire); }});
  }
  void sync_with(SimDevice& fresh, int rounds = 3) {
    for (int round = 0; round < rounds; ++round) {
      static_cast<void>(world.sync(fresh));
      for (SimDevice* device : {&world.bea, &world.cem}) static_cast<void>(world.sync(*device));
    }
  }
};

TEST_CASE("Recovery.GivesBackRecordsSharesAndContacts", "[simulation][recovery]") {
  Lost at;
  TwoCoaches& world = at.world;
  const EntityId by_ade = world.write_note(world.ade, "written by Ade");
  const EntityId by_bea = world.write_note(world.bea, "written by Bea");
  const auto loose =
      add_entry(world.ade.window(), {my_space(world.ade.window()).space, kSectionLoose}, kKindNote,
                {text_of_field(kNoteBody, "loose")});
  REQUIRE(loose);
  world.sync_all();
  const auto fresh = at.recover(world.ade.code());
  CHECK(fresh->root() == world.ade.root());
  CHECK(fresh->window().device().id() != world.ade.window().device().id());
  CHECK(world.has_note(*fresh, by_ade, "written by Ade"));
  CHECK(world.has_note(*fresh, by_bea, "written by Bea"));
  CHECK(find_item(fresh->window(), *loose));
  CHECK(people(fresh->window()).size() == people(world.ade.window()).size());
  CHECK(people(fresh->window()).front().names == std::vector<std::string>{"Mo"});
  CHECK(people(fresh->window()).front().is_held);
  CHECK(contacts(fresh->window()).size() == contacts(world.ade.window()).size());
  CHECK(shares(fresh->window(), world.mo).size() == shares(world.ade.window(), world.mo).size());
  CHECK(digest_is_equal(world, *fresh, world.ade, "notes"));
  CHECK_FALSE(fact(fresh->window().db(), kFactRecovering));
  CHECK(is_backed_up(fresh->window()));
  CHECK(verify_vault(fresh->window()).empty());
}

TEST_CASE("Recovery.GoesOnAsTheOwner", "[simulation][recovery]") {
  Lost at;
  TwoCoaches& world = at.world;
  const auto fresh = at.recover(world.ade.code());
  const EntityId note = world.write_note(*fresh, "from the new device");
  at.sync_with(*fresh);
  CHECK(world.has_note(world.bea, note, "from the new device"));
  REQUIRE(stop_sharing(fresh->window(), {world.mo, kSectionNotes, world.bea.root()}));
  at.sync_with(*fresh);
  CHECK_FALSE(find_item(world.bea.window(), note));
  CHECK(world.has_note(world.cem, note, "from the new device"));
}

TEST_CASE("Recovery.GivesBackWhatWasSharedWithMe", "[simulation][recovery]") {
  Lost at;
  TwoCoaches& world = at.world;
  const EntityId mine = world.write_note(world.bea, "by Bea");
  const EntityId gone = world.write_note(world.ade, "for Cem");
  world.sync_all();
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.cem.root()}));
  world.sync_all();
  const auto bea = at.recover(world.bea.code());
  CHECK(world.has_note(*bea, mine, "by Bea"));
  CHECK(world.has_note(*bea, gone, "for Cem"));
  const EntityId next = world.write_note(*bea, "she goes on");
  for (int round = 0; round < 3; ++round) {
    world.sync(*bea);
    world.sync(world.ade);
  }
  CHECK(world.has_note(world.ade, next, "she goes on"));
  const auto cem = at.recover(world.cem.code());
  CHECK_FALSE(find_item(cem->window(), gone));
  CHECK_FALSE(holds_bytes(*cem, view_of("for Cem")));
}

TEST_CASE("Recovery.AnotherCodeAndACodeThatWasRenewedLetNobodyIn", "[simulation][recovery]") {
  Lost at;
  TwoCoaches& world = at.world;
  const Key seed = Key::random(at.random);
  const auto stranger = at.let_in(RecoverySecret::random(at.random), seed);
  REQUIRE_FALSE(stranger);
  CHECK(stranger.error().code == ErrorCode::refused);
  const RecoverySecret renewed = RecoverySecret::random(at.random);
  {
    Transaction transaction(world.ade.window().db());
    recover_by(world.ade.window(), renewed);
    REQUIRE(leave_all_kits(world.ade.window(), world.ade.roots_key()));
    transaction.commit();
  }
  world.sync_all();
  CHECK_FALSE(at.let_in(world.ade.code(), seed));
  const auto fresh = at.recover(renewed);
  CHECK(digest_is_equal(world, *fresh, world.ade, "notes"));
  CHECK(contacts(fresh->window()).size() == contacts(world.ade.window()).size());
}

TEST_CASE("Recovery.ACodeThatWasRenewedOnAnotherDeviceIsNoBackupAnyMore",
          "[simulation][recovery]") {
  Lost at;
  const auto fresh = at.recover(at.world.ade.code());
  REQUIRE(is_backed_up(fresh->window()));
  SimDevice& ade = at.world.ade;
  {
    Transaction transaction(ade.window().db());
    recover_by(ade.window(), RecoverySecret::random(at.random));
    REQUIRE(leave_all_kits(ade.window(), ade.roots_key()));
    transaction.commit();
  }
  mark_backed_up(ade.window());
  for (int round = 0; round < 2; ++round) {
    for (SimDevice* device : {&ade, fresh.get()}) static_cast<void>(at.world.sync(*device));
  }
  CHECK(is_backed_up(ade.window()));
  CHECK_FALSE(is_backed_up(fresh->window()));
  CHECK(status(fresh->window()).waiting.front().what == "recovery");
}

TEST_CASE("Recovery.AServerThatPosesAsAnotherIsNotBelieved", "[simulation][recovery]") {
  Lost at;
  RecoveryServer server = at.server();
  server.key = SigningKey(Key::random(at.random)).as<SigningPublic>();
  TokenWire wire(at.world.server, std::nullopt);
  CHECK_FALSE(enrol_to_recover(at.world.ade.code(), Key::random(at.random), server, wire));
}

TEST_CASE("Recovery.ThatBreaksOffLeavesAClearReason", "[simulation][recovery]") {
  Lost at;
  const Key seed = Key::random(at.random);
  const auto home = at.let_in(at.world.ade.code(), seed);
  REQUIRE(home);
  for (std::size_t requests = 0; requests < 3; ++requests) {
    TokenWire wire(at.world.server, Token::from(home->token).value());
    wire.cut_after = requests;
    SimDisk disk;
    const VaultKeys keys{Key::random(at.random), Key::random(at.random)};
    const auto recovered = VaultMaker::recover(
        disk.folder() + "/vault.db", keys, {at.world.ade.clock, at.random, kSimVfs},
        {at.world.ade.code(), seed, *home, false,
         [&](Vault& vault) { return fetch_all(vault, wire); }});
    REQUIRE_FALSE(recovered);
    CHECK(recovered.error().code == ErrorCode::unavailable);
  }
}

TEST_CASE("Recovery.NothingOpensWithoutTheCode", "[simulation][recovery]") {
  Lost at;
  TwoCoaches& world = at.world;
  // What lies in the recovery stream does not open with anything that is on the device.
  const StreamSecrets secrets = recovery_keys(world.ade.code()).stream;
  const Address address = address_of(secrets.hashes());
  std::size_t sealed = 0;
  auto& rows = world.ade.window().db().statement(
      "SELECT blob.bytes FROM blob JOIN stream ON stream.id = blob.stream WHERE stream.purpose = "
      "6");
  while (rows.step()) {
    const auto payload = open_blob(secrets.content_key(), address, rows.blob(0));
    REQUIRE(payload);
    const auto control = decode_control(payload->bytes);
    REQUIRE(control);
    CHECK_FALSE(open_sealed(world.ade.window().device().box, control->bytes));
    ++sealed;
  }
  CHECK(sealed >= 2);  // Ade's own identity, and Mo's
  CHECK_FALSE(holds_bytes(world.ade, recovery_keys(world.ade.code()).box_seed.view()));
}

#ifdef ALONGSIDE_PLANTS
bool gives_back_notes_and_contacts() {
  Lost at;
  const EntityId note = at.world.write_note(at.world.ade, "a word");
  at.world.sync_all();
  const auto fresh = at.recover(at.world.ade.code());
  return at.world.has_note(*fresh, note, "a word") && contacts(fresh->window()).size() == 2;
}

bool a_renewed_code_shuts_the_old_one_out() {
  Lost at;
  {
    Transaction transaction(at.world.ade.window().db());
    recover_by(at.world.ade.window(), RecoverySecret::random(at.random));
    REQUIRE(leave_all_kits(at.world.ade.window(), at.world.ade.roots_key()));
    transaction.commit();
  }
  at.world.sync_all();
  return !at.let_in(at.world.ade.code(), Key::random(at.random));
}

TEST_CASE("Recovery.PlantedBugsAreCaught", "[simulation][recovery][plant]") {
  CHECK(is_caught("the_code_gets_no_keys", gives_back_notes_and_contacts));
  CHECK(is_caught("contacts_stay_here", gives_back_notes_and_contacts));
  CHECK(is_caught("old_codes_stay", a_renewed_code_shuts_the_old_one_out));
}
#endif

}  // namespace
}  // namespace alongside
