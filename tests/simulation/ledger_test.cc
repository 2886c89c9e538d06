#include "client/store/ledger.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/preview.h"
#include "tests/simulation/two_coaches.h"

namespace alongside {
namespace {

constexpr TimeMs kDayMs = 24 * 60 * 60 * 1000;

std::size_t count_of(TwoCoaches& world, LedgerKind kind) {
  const auto rows = ledger(world.ade.window(), world.mo);
  REQUIRE(rows);
  return static_cast<std::size_t>(std::count_if(
      rows->begin(), rows->end(), [&](const LedgerRow& row) { return row.kind == kind; }));
}

TEST_CASE("I23.EveryShareStopReceiptAndLookIsInTheLedger", "[simulation][invariant][ledger]") {
  TwoCoaches world;
  world.sync_all();
  const std::size_t parts = 3;  // notes, goals, person
  CHECK(count_of(world, LedgerKind::shared) == 2 * parts);
  CHECK(count_of(world, LedgerKind::arrived) == 2 * parts);
  note_looked(world.bea.window(), {{world.mo, kSectionNotes}});
  note_looked(world.bea.window(), {{world.mo, kSectionNotes}});
  world.sync_all();
  CHECK(count_of(world, LedgerKind::looked) == 1);
  world.bea.clock.now += kDayMs;
  note_looked(world.bea.window(), {{world.mo, kSectionNotes}});
  note_looked(world.ade.window(), {{world.mo, kSectionNotes}});  // their own record
  world.sync_all();
  CHECK(count_of(world, LedgerKind::looked) == 2);
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
  CHECK(count_of(world, LedgerKind::stopped) == 1);
  world.sync_all();
  CHECK(count_of(world, LedgerKind::wiped) == 1);
  const auto theirs = ledger(world.bea.window(), world.mo);
  REQUIRE_FALSE(theirs);
  CHECK(theirs.error().code == ErrorCode::refused);
}

TEST_CASE("Looked.AFullDiskKeepsNobodyFromReading", "[simulation][ledger]") {
  TwoCoaches world;
  world.sync_all();
  world.bea.disk.set_full(true);
  note_looked(world.bea.window(), {{world.mo, kSectionNotes}});
  world.bea.disk.set_full(false);
  world.sync_all();
  CHECK(count_of(world, LedgerKind::looked) == 0);
  note_looked(world.bea.window(), {{world.mo, kSectionNotes}});
  world.sync_all();
  CHECK(count_of(world, LedgerKind::looked) == 1);
}

TEST_CASE("PassedOn.IsNotedEachTimeAlsoInTheSameWords", "[simulation][ledger]") {
  TwoCoaches world;
  world.sync_all();
  const PassedOn what{{world.mo, kSectionNotes}, "the doctor", "somebody may be hurt", "en", {}};
  REQUIRE(note_passed_on(world.bea.window(), what));
  world.bea.clock.now += 5;
  REQUIRE(note_passed_on(world.bea.window(), what));
  world.sync_all();
  CHECK(count_of(world, LedgerKind::passed_on) == 2);
}

TEST_CASE("PassedOn.IsShownAtOnceOrFromItsDayOnButNotLaterThan90Days", "[simulation][ledger]") {
  TwoCoaches world;
  world.sync_all();
  PassedOn what{{world.mo, kSectionNotes}, "the doctor", "somebody may be hurt", "en", {}};
  REQUIRE(note_passed_on(world.bea.window(), what));
  what.show_after = world.ade.clock.now + 400 * kDayMs;
  REQUIRE(note_passed_on(world.bea.window(), what));
  world.sync_all();
  CHECK(count_of(world, LedgerKind::passed_on) == 1);
  world.ade.clock.now += 89 * kDayMs;
  CHECK(count_of(world, LedgerKind::passed_on) == 1);
  world.ade.clock.now += 2 * kDayMs;
  CHECK(count_of(world, LedgerKind::passed_on) == 2);
  what.why.clear();
  REQUIRE_FALSE(note_passed_on(world.bea.window(), what));
}

TEST_CASE("Ask.IsAnsweredByAShareByNoOrNotAtAll", "[simulation][ledger]") {
  TwoCoaches world;
  world.sync_all();
  REQUIRE(ask_for(world.bea.window(), {world.mo, kSectionNotes}, "to help with the flat", "en"));
  world.sync_all();
  const auto rows = ledger(world.ade.window(), world.mo);
  REQUIRE(rows);
  const auto asked = std::find_if(rows->begin(), rows->end(), [](const LedgerRow& row) {
    return row.kind == LedgerKind::asked;
  });
  REQUIRE(asked != rows->end());
  CHECK(asked->why == "to help with the flat");
  CHECK(asked->who == world.bea.root());
  REQUIRE(say_no(world.ade.window(), asked->id.hex()));
  world.sync_all();
  CHECK(count_of(world, LedgerKind::said_no) == 1);
  REQUIRE_FALSE(ask_for(world.ade.window(), {world.mo, kSectionNotes}, "why", "en"));
}

TEST_CASE("Preview.ShowsExactlyWhatTheyRead", "[simulation][ledger]") {
  TwoCoaches world;
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
  const EntityId old = world.write_note(world.ade, "before");
  ShareRequest request{.space = world.mo,
                       .section = kSectionNotes,
                       .contact = world.bea.root(),
                       .why = "from now on",
                       .language = "en"};
  request.from_now = true;
  REQUIRE(share_section(world.ade.window(), request));
  const EntityId fresh = world.write_note(world.ade, "since");
  const auto of = [&](const RootId& who) {
    const auto sections = preview(world.ade.window(), world.mo, who, kSectionNotes);
    REQUIRE(sections);
    REQUIRE(sections->size() == 1);
    return sections->front();
  };
  const PreviewedSection bea = of(world.bea.root());
  CHECK(bea.from_now);
  REQUIRE(bea.items.size() == 1);
  CHECK(bea.items.front().name.id == fresh);
  CHECK(of(world.cem.root()).items.size() == 2);
  const PreviewedSection would = of(RootId{});
  CHECK_FALSE(would.is_shared);
  CHECK(would.items.size() == 2);
  world.sync_all();
  CHECK(items(world.bea.window(), {world.mo, kSectionNotes, kKindNote}).size() == 1);
  CHECK_FALSE(find_item(world.bea.window(), old));
}

}  // namespace
}  // namespace alongside
