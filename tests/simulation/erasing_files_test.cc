#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/exchange_file.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/receive_record.h"
#include "client/store/take_record.h"
#include "client/store/tray.h"
#include "shared/change/batch.h"
#include "tests/simulation/erasing.h"
#include "tests/support/planted.h"
#include "tests/support/temp_folder.h"

// What is erased, where no server carries it, and where somebody claims what is not so.

namespace alongside {
namespace {

// What one device has, carried to another one as a file.
bool carry(SimDevice& from, SimDevice& to) {
  const TempFolder folder;
  const auto file = folder.path() / "exchange";
  return write_exchange(from.window(), file, std::nullopt) && read_exchange(to.window(), file);
}

// Two notes of one batch; one is erased before anybody else has them.
bool a_file_carries_what_remains() {
  Erasing it;
  const EntityId kept = it.world.write_note(it.world.ade, std::string(kOthers));
  const EntityId gone = it.world.write_note(it.world.ade, std::string(kWords));
  it.world.sync(it.world.ade);
  if (!it.erase(it.world.ade, gone) || !carry(it.world.ade, it.world.bea)) return false;
  const bool is_there = it.world.has_note(it.world.bea, kept, std::string(kOthers));
  const bool is_gone = !holds_bytes(it.world.bea, view_of(kWords));
  it.sync_all();
  return is_there && is_gone && !it.is_anywhere(kWords) && !it.is_at_server(kWords) &&
         it.world.has_note(it.world.cem, kept, std::string(kOthers));
}

TEST_CASE("Erasing.AFileCarriesWhatRemains", "[simulation][erasing][files]") {
  CHECK(a_file_carries_what_remains());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("files_leave_out_what_lost_words", a_file_carries_what_remains));
#endif
}

// What Bea wrote about an erased note waits for a decision, also with whoever receives the record.
TEST_CASE("Erasing.WhatWaitsGoesAlongWithTheRecord", "[simulation][erasing][files]") {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.ade, kWords);
  REQUIRE(set_entry(it.world.bea.window(), note, {text_of_field(kNoteBody, std::string(kOthers))}));
  REQUIRE(it.erase(it.world.ade, note));
  it.sync_all();
  REQUIRE(held_notes(it.world.ade.window(), it.world.mo).size() == 1);
  const TempFolder folder;
  const auto file = folder.path() / "record";
  const auto taken =
      take_record(it.world.ade.window(), it.world.mo, it.world.ade.roots_key(), file);
  REQUIRE(taken);
  SimDevice dan("Dan", 98);
  REQUIRE(receive_record(dan.window(), {file, read_recovery_code(taken->code).value()}));
  const auto waiting = held_notes(dan.window(), it.world.mo);
  REQUIRE(waiting.size() == 1);
  CHECK(waiting.front().texts == std::vector<std::string>{std::string(kOthers)});
  CHECK_FALSE(holds_bytes(dan, view_of(kWords)));
}

// Cem says that Bea wrote something about what was erased.
bool nobody_speaks_for_another() {
  Erasing it;
  const EntityId note = it.note_everybody_has(it.world.ade, kWords);
  if (!it.erase(it.world.ade, note)) return false;
  it.sync_all();
  Vault& cem = it.world.cem.window();
  const auto theirs = find_section(it.world.bea.window().db(), it.world.mo, kSectionNotes);
  BatchHeader header;
  header.space = it.world.mo;
  header.section = kSectionNotes;
  header.heads = epoch_heads(cem, find_section(cem.db(), it.world.mo, kSectionNotes)->id);
  header.device = cem.device().id();
  header.author = it.world.bea.root();
  header.admission = theirs->admission;
  header.seq = 1;
  Change change{kKindNote, note, {}, 0};
  Op op;
  op.field = kNoteBody;
  op.value = encode_value(Text{std::string(kOthers), "coach", "en"}).value();
  change.ops.push_back(op);
  const Batch batch = close_batch(std::move(header), {encode_change(change)},
                                  it.world.random.id<Salt>(), cem.device().sign);
  Transaction transaction(cem.db());
  const RootId owner = record_owner(cem, it.world.mo);
  REQUIRE(send_message(cem, {owner, cem.me(), MessageKind::late_change, encode_batch(batch)}));
  transaction.commit();
  it.sync_all();
  return held_notes(it.world.ade.window(), it.world.mo).empty() &&
         held_notes(it.tablet.window(), it.world.mo).empty();
}

TEST_CASE("Erasing.NobodySpeaksForAnother", "[simulation][erasing][hostile]") {
  CHECK(nobody_speaks_for_another());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("late_changes_of_anyone_count", nobody_speaks_for_another));
#endif
}

// Dan has Bea's card; Bea has never met Dan. Ade, whom Bea knows, brings Dan's card, too.
bool nobody_becomes_known_by_a_message() {
  TwoCoaches world;
  world.sync_all();
  SimDevice dan("Dan", 98);
  dan.home = world.enrol_device(dan);
  REQUIRE(add_contact(dan.window(), my_card(world.bea.window())));
  for (SimDevice* from : {&dan, &world.ade}) {
    Transaction transaction(from->window().db());
    const Bytes card = encode_card(known_records(dan.window(), dan.root()).value());
    const RootId to = world.bea.root();
    REQUIRE(send_message(from->window(), {to, from->root(), MessageKind::card, card}));
    transaction.commit();
    world.sync(*from);
  }
  world.sync(world.bea);
  return !known_card(world.bea.window(), dan.root());
}

TEST_CASE("Cards.NobodyBecomesKnownByAMessage", "[simulation][hostile]") {
  CHECK(nobody_becomes_known_by_a_message());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("cards_of_strangers_are_taken_in", nobody_becomes_known_by_a_message));
#endif
}

}  // namespace
}  // namespace alongside
