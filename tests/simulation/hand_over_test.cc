#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/exchange_file.h"
#include "client/store/identities.h"
#include "client/store/log.h"
#include "client/store/people.h"
#include "client/store/status.h"
#include "client/store/tray.h"
#include "tests/simulation/handing_over.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/planted.h"
#include "tests/support/temp_folder.h"

// A record goes from the coach who held it to its person (docs/spec/hand-over.md).

namespace alongside {
namespace {

constexpr std::string_view kWords = "qzjxkvbwpyfm";

// Mo takes over while Ade writes with no signal, and shares the goals with Ade.
bool the_record_is_the_persons() {
  HandingOver it;
  TwoCoaches& world = it.world;
  const EntityId before = world.write_note(world.ade, std::string(kWords));
  it.sync_all();
  if (!world.has_note(*it.mo, before, std::string(kWords))) return false;
  const EntityId late = world.write_note(world.ade, "written before Ade knew");
  if (!it.take() || !it.share_with_ade(kSectionGoals)) return false;
  it.sync_all(6);
  const EntityId after = world.write_note(*it.mo, "in Mo's own words");
  it.sync_all(4);
  const auto waiting = held_notes(it.mo->window(), world.mo);
  const bool is_held =
      waiting.size() == 1 && !world.has_note(*it.mo, late, "written before Ade knew");
  const bool is_gone = !it.is_kept_by(world.ade) && !holds_bytes(world.ade, view_of(kWords)) &&
                       keys_of_section(world.ade, world.mo, kSectionNotes).empty() &&
                       !keys_of_section(world.ade, world.mo, kSectionGoals).empty();
  return is_held && is_gone && it.is_kept_by(*it.mo) &&
         world.has_note(world.bea, before, std::string(kWords)) &&
         world.has_note(world.bea, after, "in Mo's own words") &&
         world.digest_of(world.ade, "goals") == world.digest_of(*it.mo, "goals");
}

// Somebody still has the root that Ade had, and signs a device with it.
bool the_old_root_counts_for_nothing() {
  HandingOver it;
  const Key seed = it.kit.root_seed;
  if (!it.take()) return false;
  it.sync_all();
  const RootId mo = it.mo->root();
  const DeviceKeys made_up(Key::random(it.world.random));
  const CardRecords forged{
      mo, {sign_device(SigningKey(seed), make_device_record(mo, made_up, DeviceMark::own, {}))}};
  for (SimDevice* device : it.all()) {
    Transaction transaction(device->window().db());
    learn_card(device->window(), forged);
    transaction.commit();
    const auto card = known_card(device->window(), mo);
    if (!card || card->certified.contains(made_up.id())) return false;
  }
  return true;
}

TEST_CASE("HandOver.TheRecordIsThePersons", "[simulation][hand-over]") {
  CHECK(the_record_is_the_persons());
#ifdef ALONGSIDE_PLANTS
  for (const char* bug :
       {"who_held_keeps_the_record", "who_held_goes_on_as_owner", "removal_leaves_the_keys"}) {
    CAPTURE(bug);
    CHECK(is_caught(bug, the_record_is_the_persons));
  }
#endif
}

TEST_CASE("HandOver.TheOldRootCountsForNothing", "[simulation][hand-over]") {
  CHECK(the_old_root_counts_for_nothing());
#ifdef ALONGSIDE_PLANTS
  for (const char* bug : {"the_root_stays", "a_root_that_was_followed_goes_on"}) {
    CAPTURE(bug);
    CHECK(is_caught(bug, the_old_root_counts_for_nothing));
  }
#endif
}

TEST_CASE("HandOver.WhoWasStoppedBeforeStaysStopped", "[simulation][hand-over]") {
  HandingOver it;
  const EntityId note = it.world.write_note(it.world.ade, std::string(kWords));
  it.sync_all();
  REQUIRE(stop_sharing(it.world.ade.window(), {it.world.mo, kSectionNotes, it.world.cem.root()}));
  REQUIRE(it.take());
  it.world.sync(*it.mo);  // before the stop of the coach has come
  it.sync_all(6);
  CHECK(keys_of_section(it.world.cem, it.world.mo, kSectionNotes).empty());
  CHECK_FALSE(holds_bytes(it.world.cem, view_of(kWords)));
  CHECK_FALSE(it.is_kept_by(it.world.ade));
  CHECK(it.world.has_note(it.world.bea, note, std::string(kWords)));
}

TEST_CASE("HandOver.OfASecondRootNothingIsTakenIn", "[simulation][hand-over]") {
  HandingOver it;
  const Key seed = it.kit.root_seed;
  const RootId mo = it.mo->root();
  REQUIRE(it.take());
  it.sync_all();
  SeededRandom random(3);
  const SigningKey thief(Key::random(random));
  const CardRecords stolen{mo, {sign_successor(SigningKey(seed), thief, it.kit.card)}};
  Vault& bea = it.world.bea.window();
  {
    Transaction transaction(bea.db());
    CHECK_FALSE(learn_card(bea, stolen));
    transaction.commit();
  }
  const auto before = known_card(bea, mo);
  REQUIRE(before);
  CHECK(before->signer != thief.as<RootId>());
  CHECK(is_contested(bea, mo));
  {
    Transaction transaction(bea.db());
    const auto root = open_root(it.mo->window(), mo, it.mo->roots_key());
    REQUIRE(root);
    CHECK_FALSE(learn_card(bea, {mo, {sign_name(*root, 99, "not yet")}}));
    transaction.commit();
  }
  REQUIRE(add_contact(bea, my_card(it.mo->window())));
  CHECK_FALSE(is_contested(bea, mo));
  Transaction transaction(bea.db());
  CHECK_FALSE(learn_card(bea, stolen));
  CHECK_FALSE(is_contested(bea, mo));
  const auto root = open_root(it.mo->window(), mo, it.mo->roots_key());
  CHECK(learn_card(bea, {mo, {sign_name(*root, 99, "Mo")}}));
  CHECK(known_card(bea, mo)->name == "Mo");
  transaction.commit();
}

// Ade's app is newer and has begun a part of which Mo's knows nothing.
bool what_nobody_has_stays_with_the_coach() {
  HandingOver it;
  TwoCoaches& world = it.world;
  constexpr std::uint64_t kNewerPart = 9'998;
  Vault& ade = world.ade.window();
  {
    Transaction transaction(ade.db());
    const auto space = find_space(ade.db(), world.mo);
    const auto part = put_section(ade.db(), space->id, kNewerPart, AdmissionId{}, true);
    ensure_first_epoch(ade, part);
    transaction.commit();
  }
  if (!it.take()) return false;
  for (int round = 0; round < 6; ++round) {
    world.sync(*it.mo);
    world.sync(world.ade);
  }
  const auto part = find_section(ade.db(), world.mo, kNewerPart);
  return part && part->reading == Reading::in && it.is_kept_by(world.ade) &&
         !keys_of_section(world.ade, world.mo, kNewerPart).empty() &&
         keys_of_section(world.ade, world.mo, kSectionNotes).empty();
}

// Nothing of the notes had come to Mo's device when it took over.
TEST_CASE("HandOver.WhatHadNotComeComesFromTheCoach", "[simulation][hand-over]") {
  HandingOver it;
  TwoCoaches& world = it.world;
  const EntityId note = world.write_note(world.ade, std::string(kWords));
  world.sync(world.ade);
  Vault& mo = it.mo->window();
  const auto notes = find_section(mo.db(), world.mo, kSectionNotes);
  REQUIRE(notes);
  {
    Transaction transaction(mo.db());
    for (const char* sql :
         {"DELETE FROM entry WHERE section = ?1", "DELETE FROM share WHERE section = ?1",
          "DELETE FROM epoch WHERE section = ?1"}) {
      mo.db().statement(sql).bind(1, notes->id).run();
    }
    transaction.commit();
  }
  REQUIRE(it.take());
  it.sync_all(7);
  CHECK_FALSE(it.is_kept_by(world.ade));
  const bool is_shown = world.has_note(*it.mo, note, std::string(kWords));
  const auto waiting = held_notes(mo, world.mo);
  CHECK((is_shown || (waiting.size() == 1 && waiting.front().texts.front() == kWords)));
}

TEST_CASE("HandOver.WhatNobodyHasStaysWithTheCoach", "[simulation][hand-over]") {
  CHECK(what_nobody_has_stays_with_the_coach());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("parts_go_that_nobody_has", what_nobody_has_stays_with_the_coach));
#endif
}

// A file brought Mo what Ade had not sent. Then Ade writes on, and finds the stream open or closed.
bool only_what_the_person_lacks_waits(bool is_closed) {
  HandingOver it;
  const TempFolder folder;
  const auto file = folder.path() / "exchange";
  it.world.write_note(it.world.ade, std::string(kWords));
  REQUIRE(write_exchange(it.world.ade.window(), file, std::nullopt));
  REQUIRE(read_exchange(it.mo->window(), file));
  it.world.write_note(it.world.ade, "written before Ade knew");
  REQUIRE(it.take());
  if (is_closed) it.world.sync(*it.mo);
  it.sync_all(6);
  const auto mine = my_late_notes(it.world.ade.window());
  return mine.size() == 1 && mine[0].texts == std::vector<std::string>{"written before Ade knew"} &&
         held_notes(it.mo->window(), it.world.mo).size() == 1;
}

TEST_CASE("HandOver.OnlyWhatThePersonLacksWaits", "[simulation][hand-over]") {
  CHECK(only_what_the_person_lacks_waits(true));
  CHECK(only_what_the_person_lacks_waits(false));
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("what_they_have_waits", [] { return only_what_the_person_lacks_waits(true); }));
  CHECK(is_caught("who_held_is_not_judged_anew",
                  [] { return only_what_the_person_lacks_waits(false); }));
#endif
}

// The power goes while the coach's device syncs: what it shows is what its log says, and once it
// has heard it writes nothing more as the owner's.
bool the_coachs_vault_is_sound_after_any_cut() {
  for (std::uint64_t at = 5; at < 1000; at += 25) {
    HandingOver it;
    SimDevice& ade = it.world.ade;
    const EntityId late = it.world.write_note(ade, "written before Ade knew");
    if (!it.take()) return false;
    it.world.sync(*it.mo);
    ade.disk.unplug_at(at);
    try {
      static_cast<void>(it.world.sync(ade));
    } catch (const SqliteError&) {
      CHECK(ade.disk.is_unplugged());
    }
    const bool was_cut = ade.disk.is_unplugged();
    ade.crash_and_restart(Crash::power_cut, it.world.random);
    if (!verify_vault(ade.window()).empty()) return false;
    const bool is_shown = it.world.has_note(ade, late, "written before Ade knew");
    if (is_shown != ready_to_write(ade.window(), it.world.mo, kSectionNotes).has_value())
      return false;
    it.sync_all(4);
    if (it.is_kept_by(ade) || held_notes(it.mo->window(), it.world.mo).size() != 1) return false;
    if (!was_cut) return true;
  }
  return false;
}

TEST_CASE("HandOver.TheCoachsVaultIsSoundAfterAnyCut", "[simulation][hand-over]") {
  CHECK(the_coachs_vault_is_sound_after_any_cut());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("who_held_is_not_judged_anew", the_coachs_vault_is_sound_after_any_cut));
#endif
}

TEST_CASE("HandOver.IsRefusedWhereThereIsNothingToTakeOver", "[simulation][hand-over]") {
  HandingOver it;
  const auto nothing = take_over(it.world.bea.window(), it.world.bea.roots_key());
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == ErrorCode::refused);
  const auto closed = take_over(it.mo->window(), it.world.ade.roots_key());
  REQUIRE_FALSE(closed);
  CHECK(closed.error().code == ErrorCode::wrong_passphrase);
  CHECK(known_card(it.mo->window(), it.mo->root())->signer == it.mo->root());
  CHECK(it.is_kept_by(it.world.ade));
}

TEST_CASE("HandOver.ARootMayBeFollowedAgain", "[simulation][hand-over]") {
  HandingOver it;
  const auto again = [&] { return take_over(it.mo->window(), it.mo->roots_key()); };
  REQUIRE(again());
  REQUIRE(again());
  it.sync_all(6);
  CHECK(verify_vault(it.mo->window()).empty());
  CHECK(known_card(it.world.bea.window(), it.mo->root())->signer ==
        known_card(it.mo->window(), it.mo->root())->signer);
  CHECK_FALSE(it.is_kept_by(it.world.ade));
}

}  // namespace
}  // namespace alongside
