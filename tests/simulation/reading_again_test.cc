#include <catch2/catch_test_macros.hpp>

#include "client/store/digests.h"
#include "client/store/facts.h"
#include "client/store/judge.h"
#include "client/store/read_again.h"
#include "client/store/rows.h"
#include "shared/codec/cbor.h"
#include "shared/model/kinds.h"
#include "tests/simulation/two_coaches.h"

namespace alongside {
namespace {

bool waits_for_a_newer_app(SimDevice& device) {
  for (const auto& waiting : status(device.window()).waiting) {
    if (waiting.reason.find("newer app") != std::string::npos) return true;
  }
  return false;
}

// Makes the vault one that another version of the app read last, and does what that one would have
// left; then this app starts.
void as_another_app_left_it(TwoCoaches& world, SimDevice& device,
                            const std::function<void(Database&)>& left) {
  Vault& vault = device.window();
  Transaction transaction(vault.db());
  const std::byte another{kReaderVersion + 1};
  set_fact(vault.db(), kFactReader, View(&another, 1));
  left(vault.db());
  transaction.commit();
  device.crash_and_restart(Crash::kill, world.random);
}

struct World : TwoCoaches {
  World() {
    sync_all();
    note = write_note(bea, "for another app");
    sync_all();
    REQUIRE(has_note(cem, note, "for another app"));
  }
  EntityId note;
};

std::int64_t notes_of(Database& db, const TwoCoaches& world) {
  return find_section(db, world.mo, kSectionNotes)->id;
}

TEST_CASE("ReadingAgain.ABatchThatWaitedForThisAppIsApplied", "[simulation]") {
  World world;
  as_another_app_left_it(world, world.cem, [&](Database& db) {
    db.statement("UPDATE batch SET standing = 2, reason = ?1 WHERE section = ?2 AND changes > 0")
        .bind(1, kReasonNewer)
        .bind(2, notes_of(db, world))
        .run();
    db.statement("DELETE FROM entry WHERE section = ?1").bind(1, notes_of(db, world)).run();
  });
  CHECK(world.has_note(world.cem, world.note, "for another app"));
  CHECK_FALSE(waits_for_a_newer_app(world.cem));
  CHECK(verify_vault(world.cem.window()).empty());
}

TEST_CASE("ReadingAgain.ABlobThatOnlyThisAppOpensIsTakenIn", "[simulation]") {
  World world;
  const Hash before = world.digest_of(world.cem, "notes");
  as_another_app_left_it(world, world.cem, [&](Database& db) {
    const std::int64_t notes = notes_of(db, world);
    db.statement(
          "UPDATE blob SET content = NULL WHERE content IN (SELECT hash FROM batch WHERE "
          "section = ?1)")
        .bind(1, notes)
        .run();
    report(world.cem.window(), "a blob that needs a newer app", Hash{}.view());
    for (const char* gone : {"DELETE FROM entry WHERE section = ?1",
                             "UPDATE section SET open_batch = NULL WHERE id = ?1",
                             "DELETE FROM batch WHERE section = ?1 AND placed = 1",
                             "UPDATE chain SET tip = NULL WHERE section = ?1"}) {
      db.statement(gone).bind(1, notes).run();
    }
  });
  CHECK(world.has_note(world.cem, world.note, "for another app"));
  CHECK(world.digest_of(world.cem, "notes") == before);
  CHECK_FALSE(waits_for_a_newer_app(world.cem));
  CHECK(verify_vault(world.cem.window()).empty());
}

// After a step back to an older app, what it cannot read waits; nothing is lost, nothing stops.
TEST_CASE("ReadingAgain.WhatANewerAppAppliedWaitsInAnOlderOne", "[simulation]") {
  World world;
  world.write_note(world.bea, "from a newer app");
  Vault& vault = world.bea.window();
  auto& query = vault.db().statement("SELECT batch, bytes FROM open_change LIMIT 1");
  REQUIRE(query.step());
  const std::int64_t batch = query.integer(0);
  const Change change = decode_change(query.blob(1)).value();
  query.reset();
  CborWriter out;
  out.map(3).key(0).uint(kKindNote).key(2).bytes(change.entity.view());
  out.key(4).array(1).map(2).key(0).uint(50).key(4).raw(change.ops[0].value);
  vault.db()
      .statement("UPDATE open_change SET bytes = ?2 WHERE batch = ?1")
      .bind(1, batch)
      .bind(2, std::move(out).take())
      .run();
  world.sync(world.bea);
  world.sync(world.cem);
  REQUIRE(waits_for_a_newer_app(world.cem));
  as_another_app_left_it(world, world.cem, [&](Database& db) {
    db.statement("UPDATE batch SET standing = 0, reason = 0 WHERE reason = ?1")
        .bind(1, kReasonNewer)
        .run();
  });
  CHECK(waits_for_a_newer_app(world.cem));
  CHECK(world.has_note(world.cem, world.note, "for another app"));
  CHECK(verify_vault(world.cem.window()).empty());
}

TEST_CASE("ReadingAgain.AVaultOfThisAppIsNotReadAgain", "[simulation]") {
  World world;
  CHECK_FALSE(needs_reading_again(world.cem.window()));
  as_another_app_left_it(world, world.cem, [](Database&) {});
  CHECK_FALSE(needs_reading_again(world.cem.window()));
}

}  // namespace
}  // namespace alongside
