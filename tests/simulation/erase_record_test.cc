#include "client/store/erase_record.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/joined.h"
#include "client/store/late.h"
#include "client/store/ledger.h"
#include "client/store/shares.h"
#include "client/store/tray.h"
#include "tests/simulation/erased_world.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

TEST_CASE("EraseRecord.IsGoneFromEveryDeviceAndTheServerAfterTheWait", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  REQUIRE(it.is_held_by_all());  // the control: the search finds it
  REQUIRE(it.is_readable_at_server());
  REQUIRE(it.ask(it.world.ade));
  it.sync_all();
  CHECK(it.is_held_by_all());  // nothing has changed by then
  it.pass(kEraseWaitMs + 1);
  it.world.sync(it.world.ade);
  CHECK_FALSE(it.is_on(it.world.ade));
  CHECK_FALSE(it.is_at_server());
  CHECK(erased_records(it.world.ade.window()).front().unconfirmed.size() == 3);
  it.sync_all();
  CHECK(it.is_nowhere());
  for (SimDevice* device : it.all()) {
    CHECK(verify_vault(device->window()).empty());
    CHECK(people(device->window()).empty());
  }
  const auto list = erased_records(it.world.ade.window());
  REQUIRE(list.size() == 1);
  CHECK(list.front().unconfirmed.empty());
  CHECK_FALSE(list.front().is_at_server);
}

TEST_CASE("EraseRecord.ARestoredServerShowsNothingReadableAndDropsItAgain",
          "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  const auto before = it.world.server.backup();
  it.erase();
  REQUIRE(it.is_nowhere());
  it.world.server.restore(before);
  REQUIRE(it.is_at_server());
  CHECK_FALSE(it.is_readable_at_server());  // with all keys that any device has
  it.sync_all(7);
  CHECK(it.is_nowhere());
}

TEST_CASE("EraseRecord.TheWaitRunsInSignedTime", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  it.pass(10 * kEraseWaitMs);  // nobody has synced for a month when it is asked for
  REQUIRE(it.ask(it.world.ade));
  CHECK_FALSE(records_to_erase(it.world.ade.window()).front().over);
  it.world.ade.clock.now += 100 * kEraseWaitMs;
  it.sync_all();
  const auto over = records_to_erase(it.world.ade.window()).front().over;
  REQUIRE(over);
  CHECK(*over == it.world.server.clock.now + kEraseWaitMs);
  it.pass(kEraseWaitMs - 1);
  it.sync_all();
  it.reopen(it.world.ade);
  CHECK(it.is_held_by_all());
  it.world.ade.clock.now = 0;
  it.pass(1);
  it.sync_all();
  CHECK(it.is_nowhere());
}

TEST_CASE("EraseRecord.WhereNoServerIsKnownTheDevicesClockIsAllThereIs", "[simulation][erasing]") {
  SimDevice ade("Ade", 50);
  const auto mo = add_person(ade.window(), "Mo", "en");
  REQUIRE(mo);
  REQUIRE(ask_to_erase(ade.window(), *mo, ade.roots_key()));
  SeededRandom random(1);
  ade.clock.now += kEraseWaitMs - 1;
  ade.crash_and_restart(Crash::kill, random);
  CHECK(people(ade.window()).size() == 1);
  ade.clock.now += 1;
  ade.crash_and_restart(Crash::kill, random);
  CHECK(people(ade.window()).empty());
}

TEST_CASE("EraseRecord.CalledOffNothingHasChangedAndNothingWill", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  REQUIRE(it.ask(it.world.ade));
  const auto again = it.ask(it.world.ade);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::refused);
  it.sync_all();
  REQUIRE(call_off_erasing(it.world.ade.window(), it.world.mo));
  CHECK_FALSE(call_off_erasing(it.world.ade.window(), it.world.mo));
  it.pass(3 * kEraseWaitMs);
  it.sync_all();
  it.reopen(it.world.ade);
  it.sync_all();
  CHECK(it.is_held_by_all());
  CHECK(records_to_erase(it.world.ade.window()).empty());
}

TEST_CASE("EraseRecord.OnlyTheOwnersDevicesAskAndWithThePassphrase", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  const auto by_reader = ask_to_erase(it.world.bea.window(), it.world.mo, it.world.bea.roots_key());
  REQUIRE_FALSE(by_reader);
  CHECK(by_reader.error().code == ErrorCode::refused);
  const auto untyped = ask_to_erase(it.world.ade.window(), it.world.mo, Key{});
  REQUIRE_FALSE(untyped);
  CHECK(untyped.error().code == ErrorCode::wrong_passphrase);
  CHECK(records_to_erase(it.world.ade.window()).empty());
}

// Bea's own root says on her card that Mo's record is erased.
bool a_strangers_card_erases_nothing() {
  ErasedWorld it;
  it.everybody_writes();
  {
    Vault& vault = it.world.bea.window();
    const IdentityKey root = open_root(vault, vault.me(), it.world.bea.roots_key()).value();
    Transaction transaction(vault.db());
    learn_card(vault, {vault.me(), {sign_erased(root, it.world.mo)}});
    transaction.commit();
  }
  for (SimDevice* other : {&it.world.ade, &it.world.cem}) {
    Vault& vault = it.world.bea.window();
    const IdentityKey root = open_root(vault, vault.me(), it.world.bea.roots_key()).value();
    Transaction transaction(other->window().db());
    learn_card(other->window(), {it.world.bea.root(), {sign_erased(root, it.world.mo)}});
    transaction.commit();
  }
  it.sync_all();
  return it.is_held_by_all();
}

TEST_CASE("EraseRecord.NobodyElsesCardErasesAnything", "[simulation][erasing]") {
  CHECK(a_strangers_card_erases_nothing());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("anyone_erases_records", a_strangers_card_erases_nothing));
#endif
}

TEST_CASE("EraseRecord.WhatWasWrittenAndChangedApartIsGoneWithTheRest", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  REQUIRE(it.ask(it.world.ade));
  it.world.sync(it.world.ade);
  it.pass(kEraseWaitMs + 1);
  // Nobody of these has a signal.
  it.world.write_note(it.world.bea, std::string(kErasedWords));
  it.world.write_note(it.tablet, std::string(kErasedWords));
  REQUIRE(stop_sharing(it.tablet.window(), {it.world.mo, kSectionNotes, it.world.cem.root()}));
  it.world.write_note(it.tablet, std::string(kErasedWords));
  it.world.sync(it.world.ade);
  it.sync_all(8);
  CHECK(it.is_nowhere());
  CHECK(my_late_notes(it.world.bea.window()).empty());
}

TEST_CASE("EraseRecord.AnotherOwnersDeviceMayGoFirst", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  REQUIRE(it.ask(it.tablet));
  it.sync_all();
  it.pass(kEraseWaitMs + 1);
  it.world.sync(it.tablet);
  it.sync_all();
  CHECK(it.is_nowhere());
  CHECK(erased_records(it.tablet.window()).front().unconfirmed.empty());
}

TEST_CASE("EraseRecord.OthersAndTheirRecordsStay", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  const SpaceId sam = add_person(it.world.ade.window(), "Sam", "en").value();
  REQUIRE(share_section(it.world.ade.window(), {.space = sam,
                                                .section = kSectionNotes,
                                                .contact = it.world.bea.root(),
                                                .why = "so that you can help",
                                                .language = "en",
                                                .write = true}));
  it.erase();
  REQUIRE(it.is_nowhere());
  const auto note = add_entry(it.world.bea.window(), {sam, kSectionNotes}, kKindNote,
                              {text_of_field(kNoteBody, "life goes on")});
  REQUIRE(note);
  it.sync_all();
  CHECK(it.world.has_note(it.world.ade, *note, "life goes on"));
  CHECK(it.world.has_note(it.tablet, *note, "life goes on"));
  const SpaceId again = add_person(it.world.ade.window(), "Mo", "en").value();
  CHECK(again != it.world.mo);
  it.sync_all();
  CHECK(people(it.tablet.window()).size() == 2);
}

TEST_CASE("EraseRecord.IsJoinedWithNoneAnyMore", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  Vault& vault = it.world.ade.window();
  const SpaceId again = add_person(vault, "Mohammed", "en").value();
  REQUIRE(join_records(vault, it.world.mo, again));
  REQUIRE(records_with(vault, again).size() == 2);
  it.erase();
  CHECK(joined_groups(vault).empty());
  CHECK(records_with(vault, again) == std::vector<SpaceId>{again});
  CHECK(joined_people(vault).size() == 1);
  CHECK_FALSE(join_records(vault, again, it.world.mo));
}

TEST_CASE("EraseRecord.WhoErasesTheirOwnKeepsTheirVault", "[simulation][erasing]") {
  ErasedWorld it;
  SimDevice& bea = it.world.bea;
  const SpaceId own = add_my_record(bea.window(), "Bea", "en").value();
  REQUIRE(share_section(bea.window(), {.space = own,
                                       .section = kSectionNotes,
                                       .contact = it.world.cem.root(),
                                       .why = "so that you can help",
                                       .language = "en",
                                       .write = true}));
  REQUIRE(add_entry(bea.window(), {own, kSectionNotes}, kKindNote,
                    {text_of_field(kNoteBody, std::string(kErasedWords))}));
  it.sync_all();
  REQUIRE(holds_bytes(it.world.cem, view_of(kErasedWords)));
  REQUIRE(ask_to_erase(bea.window(), own, bea.roots_key()));
  it.sync_all();
  it.pass(kEraseWaitMs + 1);
  it.sync_all();
  for (SimDevice* device : it.all()) CHECK_FALSE(holds_bytes(*device, view_of(kErasedWords)));
  CHECK(erased_records(bea.window()).front().unconfirmed.empty());
  const auto again = add_my_record(bea.window(), "Bea", "en");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::refused);
  const EntityId note = it.world.write_note(bea, "still here");  // in Mo's
  it.sync_all();
  CHECK(it.world.has_note(it.world.ade, note, "still here"));
  CHECK(verify_vault(bea.window()).empty());
}

// Cem passes something on, and asks, before he has heard that Bea has erased her record.
bool what_comes_later_is_not_kept() {
  ErasedWorld it;
  SimDevice& bea = it.world.bea;
  SimDevice& cem = it.world.cem;
  const SpaceId own = add_my_record(bea.window(), "Bea", "en").value();
  const ShareRequest share{.space = own,
                           .section = kSectionNotes,
                           .contact = cem.root(),
                           .why = "so that you can help",
                           .language = "en",
                           .write = true};
  if (!share_section(bea.window(), share)) return false;
  it.sync_all();
  if (!ask_to_erase(bea.window(), own, bea.roots_key())) return false;
  it.sync_all();
  it.pass(kEraseWaitMs + 1);
  it.world.sync(bea);
  const PassedOn passed_on{
      {own, kSectionNotes}, std::string(kErasedWords), "a reason", "en", std::nullopt};
  if (!note_passed_on(cem.window(), passed_on)) return false;
  it.sync_all();
  return !it.is_on(bea) && !it.is_on(cem);
}

TEST_CASE("EraseRecord.WhatComesLaterIsNotKept", "[simulation][erasing]") {
  CHECK(what_comes_later_is_not_kept());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("erased_records_are_taken_in", what_comes_later_is_not_kept));
#endif
}

TEST_CASE("EraseRecord.ADeviceThatWasRemovedCarriesNothingOut", "[simulation][erasing]") {
  ErasedWorld it;
  it.everybody_writes();
  REQUIRE(it.ask(it.tablet));
  it.sync_all();
  it.remove_tablet();
  it.world.sync(it.world.ade);
  it.world.sync(it.tablet);
  it.pass(kEraseWaitMs + 1);
  it.sync_all();
  it.reopen(it.tablet);
  CHECK(records_to_erase(it.tablet.window()).empty());
  CHECK(it.is_on(it.world.ade));
  CHECK(it.is_on(it.world.bea));
}

#ifdef ALONGSIDE_PLANTS

bool erasing_a_record_holds() {
  ErasedWorld it;
  it.everybody_writes();
  const auto before = it.world.server.backup();
  if (!it.ask(it.world.ade)) return false;
  it.world.ade.clock.now += 2 * kEraseWaitMs;
  it.sync_all();
  if (!it.is_held_by_all()) return false;
  it.pass(kEraseWaitMs + 1);
  it.world.write_note(it.tablet, std::string(kErasedWords));
  it.world.sync(it.world.ade);
  const bool is_off_the_server = !it.is_at_server();
  it.sync_all();
  if (!is_off_the_server || !it.is_nowhere()) return false;
  if (!erased_records(it.world.ade.window()).front().unconfirmed.empty()) return false;
  it.world.server.restore(before);
  if (it.is_readable_at_server()) return false;
  it.sync_all(7);
  return it.is_nowhere();
}

TEST_CASE("EraseRecord.PlantedBugsAreCaught", "[simulation][erasing]") {
  for (const char* bug :
       {"the_wait_is_skipped", "device_clock_ends_the_wait", "erased_records_stay_at_the_server",
        "keys_of_erased_records_stay", "own_devices_do_not_hear_of_an_erasure",
        "erasures_of_records_are_not_told", "nothing_of_a_record_is_wiped",
        "dropped_streams_come_back"}) {
    CAPTURE(bug);
    CHECK(is_caught(bug, erasing_a_record_holds));
  }
}

#endif

}  // namespace
}  // namespace alongside
