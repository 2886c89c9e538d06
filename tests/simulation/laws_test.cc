#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/log.h"
#include "shared/seal/blob.h"
#include "tests/simulation/two_coaches.h"
#include "tests/simulation/vault_log.h"
#include "tests/support/crypto.h"

namespace alongside {
namespace {

bool waits_because(SimDevice& device, const std::string& words) {
  for (const auto& waiting : status(device.window()).waiting) {
    if (waiting.reason.find(words) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("L1.AfterSavedAChangeSurvivesACutAtEveryWrite", "[simulation][invariant]") {
  TwoCoaches world;
  std::map<EntityId, std::string> saved;
  for (std::uint64_t at = 1; at < 200; at += 3) {
    world.bea.disk.unplug_at(at);
    try {
      for (int i = 0; i < 4; ++i) {
        const std::string words = std::to_string(at) + "." + std::to_string(i);
        const auto note = add_entry(world.bea.window(), loose_notes(world.bea.window()), kKindNote,
                                    {text_of_field(kNoteBody, words)});
        REQUIRE(note);
        saved[*note] = words;
      }
    } catch (const SqliteError&) {
      CHECK(world.bea.disk.is_unplugged());
    }
    world.bea.crash_and_restart(Crash::power_cut, world.random);
    for (const auto& [note, words] : saved) CHECK(world.has_note(world.bea, note, words));
  }
  CHECK(saved.size() > 30);
}

TEST_CASE("L2.AfterAReceiptABlobSurvivesACutAtEveryWrite", "[simulation][invariant]") {
  TwoCoaches world;
  for (std::uint64_t at = 1; at < 30; ++at) {
    world.write_note(world.ade, "note " + std::to_string(at));
    world.server.disk.unplug_at(at);
    static_cast<void>(world.sync(world.ade));
    world.server.crash_and_restart(Crash::power_cut, world.random);
    CHECK(world.server.broken_promises().empty());
  }
  world.sync_all();
  CHECK(items(world.cem.window(), {world.mo, kSectionNotes, kKindNote}).size() == 29);
}

TEST_CASE("L3.OneSyncEachBringsAChangeToEverybodyWhoHoldsTheKey", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId note = world.write_note(world.bea, "for all");
  REQUIRE(world.sync(world.bea).state == SyncState::sent);
  for (SimDevice* device : {&world.ade, &world.cem}) {
    REQUIRE(world.sync(*device).state == SyncState::sent);
    CHECK(world.has_note(*device, note, "for all"));
  }
}

TEST_CASE("L4.WhatIsNotAppliedIsListedWithItsReason", "[simulation][invariant]") {
  TwoCoaches world;
  SimDevice dan("Dan", 77);
  dan.home = world.bea.home;
  REQUIRE(add_contact(world.ade.window(), my_card(dan.window())));
  REQUIRE(share_section(world.ade.window(), {.space = world.mo,
                                             .section = kSectionNotes,
                                             .contact = dan.root(),
                                             .why = "so that you can help",
                                             .language = "en",
                                             .write = true}));
  const EntityId note = world.write_note(world.ade, "waiting");
  world.sync_all();
  world.sync(dan);
  CHECK_FALSE(find_item(dan.window(), note));
  CHECK(waits_because(dan, "take in the card"));
  REQUIRE(add_contact(dan.window(), my_card(world.ade.window())));
  world.sync(dan);
  CHECK(world.has_note(dan, note, "waiting"));
  CHECK_FALSE(waits_because(dan, "take in the card"));
}

TEST_CASE("L5.TheUnionOfTheVaultsRestoresTheServerByteForByte", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  for (int i = 0; i < 4; ++i) {
    for (SimDevice* device : {&world.ade, &world.bea, &world.cem})
      world.write_note(*device, "note");
    world.sync_all();
  }
  const auto before = world.server.all_blobs();
  world.server.restore(world.empty_server);
  REQUIRE(world.server.all_blobs().empty());
  world.write_note(world.cem, "after the loss");  // other blobs come to stand at the same places
  for (SimDevice* device : {&world.cem, &world.bea, &world.ade}) world.sync(*device);
  world.sync_all();
  const auto after = world.server.all_blobs();
  for (const auto& [address, blobs] : before) {
    REQUIRE(after.count(address) == 1);
    const std::set<Bytes> there(after.at(address).begin(), after.at(address).end());
    for (const Bytes& blob : blobs) CHECK(there.count(blob) == 1);
  }
}

TEST_CASE("L5.AReaderSeesEverythingThroughAServerThatOthersHealed", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  const EntityId note = world.write_note(world.ade, "made by one who is gone");
  world.sync_all();
  world.server.restore(world.empty_server);
  for (int round = 0; round < 3; ++round) {  // Ade never comes back
    REQUIRE(world.sync(world.bea).state == SyncState::sent);
    REQUIRE(world.sync(world.cem).state == SyncState::sent);
  }
  std::set<Bytes> there;
  for (const auto& [address, blobs] : world.server.all_blobs())
    there.insert(blobs.begin(), blobs.end());
  auto& rows = world.bea.window().db().statement(
      "SELECT blob.bytes FROM blob JOIN stream ON stream.id = blob.stream WHERE stream.purpose = "
      "0");
  std::size_t held = 0;
  while (rows.step()) {
    CHECK(there.count(copy_of(rows.blob(0))) == 1);
    ++held;
  }
  CHECK(held > 3);
  CHECK(world.has_note(world.cem, note, "made by one who is gone"));
}

// Puts bytes that only a newer app understands into the stream of Mo's notes, as Bea's newer app
// would.
Bytes write_newer(TwoCoaches& world, const std::function<Bytes(const StreamRow&)>& make) {
  Vault& vault = world.bea.window();
  Transaction transaction(vault.db());
  const auto section = find_section(vault.db(), world.mo, kSectionNotes);
  const auto stream = target_stream(vault, section->id);
  REQUIRE(stream);
  Bytes blob = make(*stream);
  lay_ready_to_send(vault, stream->id, blob);
  transaction.commit();
  return blob;
}

TEST_CASE("I21.UnknownSealVersionsAndKindsAreKeptAndRelayedUnchanged", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  std::vector<Bytes> newer;
  newer.push_back(write_newer(world, [&](const StreamRow&) {
    Bytes blob = world.random.bytes(90);
    blob[0] = std::byte{9};  // a seal version
    return blob;
  }));
  for (const std::uint8_t kind : {std::uint8_t{11}, std::uint8_t{14}}) {
    newer.push_back(write_newer(world, [&](const StreamRow& stream) {
      return seal_blob(content_key_of(*stream.epoch_key), stream.address,
                       {kind, world.random.bytes(50)}, world.random);
    }));
  }
  world.sync_all();
  CHECK(waits_because(world.cem, "newer app"));
  world.server.restore(world.empty_server);
  for (int round = 0; round < 3; ++round) {  // without the one who wrote them
    world.sync(world.cem);
    world.sync(world.ade);
  }
  std::set<Bytes> there;
  for (const auto& [address, blobs] : world.server.all_blobs())
    there.insert(blobs.begin(), blobs.end());
  for (const Bytes& blob : newer) CHECK(there.count(blob) == 1);
  const EntityId note = world.write_note(world.cem, "life goes on");
  world.sync_all();
  CHECK(world.has_note(world.bea, note, "life goes on"));
}

// Writes a note whose operation has the kind 50, an even number that this app does not know.
void write_unknown_operation(TwoCoaches& world, SimDevice& device) {
  world.write_note(device, "from a newer app");
  Vault& vault = device.window();
  auto& query = vault.db().statement("SELECT batch, place, bytes FROM open_change LIMIT 1");
  REQUIRE(query.step());
  const Change change = decode_change(query.blob(2)).value();
  const std::int64_t batch = query.integer(0);
  query.reset();
  CborWriter out;
  out.map(3).key(0).uint(kKindNote).key(2).bytes(change.entity.view());
  out.key(4).array(1).map(2).key(0).uint(50).key(4).raw(change.ops[0].value);
  Transaction transaction(vault.db());
  vault.db()
      .statement("UPDATE open_change SET bytes = ?2 WHERE batch = ?1")
      .bind(1, batch)
      .bind(2, std::move(out).take())
      .run();
  transaction.commit();
}

TEST_CASE("I13.WhatComesWhileAnEditLiesOpenIsNotReplacedByIt", "[simulation][invariant]") {
  for (const bool something_waits : {false, true}) {
    TwoCoaches world;
    world.sync_all();
    const EntityId note = world.write_note(world.ade, "first");
    world.sync_all();
    if (something_waits) {  // then what a batch names comes from judging all of them
      write_unknown_operation(world, world.cem);
      world.sync(world.cem);
      world.sync(world.bea);
    }
    REQUIRE(set_entry(world.ade.window(), note, {text_of_field(kNoteBody, "Ade's")}));
    world.sync(world.ade);
    bool has_written = false;
    world.carry = [&](SimDevice& from, const HttpRequest& request) {
      if (&from == &world.bea && !has_written) {
        has_written = true;  // while the request is under way
        REQUIRE(set_entry(from.window(), note, {text_of_field(kNoteBody, "Bea's")}));
      }
      return world.straight(from, request);
    };
    world.sync(world.bea);
    world.sync_all();
    for (SimDevice* device : {&world.ade, &world.bea}) {
      const auto item = find_item(device->window(), note);
      REQUIRE(item);
      CHECK(item->field(kNoteBody)->versions.size() == 2);
    }
  }
}

TEST_CASE("I21.ABatchWithAnUnknownOperationWaitsAndIsRelayed", "[simulation][invariant]") {
  TwoCoaches world;
  world.sync_all();
  write_unknown_operation(world, world.bea);
  world.sync(world.bea);
  world.sync(world.cem);
  CHECK(waits_because(world.cem, "newer app"));
  CHECK(verify_vault(world.cem.window()).empty());
  const EntityId note = world.write_note(world.ade, "another chain goes on");
  world.sync(world.ade);
  world.sync(world.cem);
  CHECK(world.has_note(world.cem, note, "another chain goes on"));
}

}  // namespace
}  // namespace alongside
