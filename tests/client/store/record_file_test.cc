#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "client/store/carried.h"
#include "client/store/edits.h"
#include "client/store/exchange_file.h"
#include "client/store/identities.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/receive_record.h"
#include "client/store/recovery.h"
#include "client/store/rows.h"
#include "client/store/status.h"
#include "client/store/take_record.h"
#include "client/store/vault_maker.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"
#include "tests/support/planted.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

Bytes bytes_of(const fs::path& path) { return read_file(path, 64 * 1024 * 1024).value(); }

void write_bytes(const fs::path& path, View bytes) {
  std::ofstream to(path, std::ios::binary | std::ios::trunc);
  to << text_of(bytes);
  REQUIRE(to.good());
}

// Everything that a vault's tables hold, but what a look at them moves.
std::string all_rows(Vault& vault) {
  std::string all;
  for (const char* table : {"author", "identity", "card", "space", "section", "stream", "blob",
                            "epoch", "chain", "batch", "entry", "share", "waiting_message",
                            "report", "notice", "handed", "word", "revision"}) {
    auto& rows = vault.db().statement("SELECT count(*) FROM " + std::string(table));
    REQUIRE(rows.step());
    all += std::string(table) + " " + std::to_string(rows.integer(0)) + "\n";
    rows.reset();
  }
  for (const Person& person : people(vault)) {
    for (const SectionDigest& section : digests(vault, person.space)) {
      all += section.section + " " + section.digest.hex() + "\n";
    }
  }
  auto& rows =
      vault.db().statement("SELECT hex(address), count, hex(head) FROM stream ORDER BY id");
  while (rows.step()) {
    all += std::string(rows.text(0)) + std::to_string(rows.integer(1)) + std::string(rows.text(2));
  }
  return all;
}

std::size_t notes_in(Vault& vault, const SpaceId& space) {
  ItemQuery query;
  query.space = space;
  query.kind = kKindNote;
  return items(vault, query).size();
}

std::map<std::string, std::string> digests_of(Vault& vault, const SpaceId& space) {
  std::map<std::string, std::string> all;
  for (const SectionDigest& section : digests(vault, space)) {
    all[section.section] = section.digest.hex();
  }
  return all;
}

// Ade keeps Mo's record and takes it along; Bea is somewhere else.
struct TakeRig {
  VaultRig ade, bea;
  SpaceId mo;
  fs::path file;
  TakenRecord taken;

  TakeRig() : mo(add_person(ade.vault(), "Mo", "en").value()), file(ade.folder.path() / "mo") {
    for (const char* words : {"Met by the canal", "Tea with Mo"}) note(ade.vault(), words);
    taken = take(file);
  }

  void note(Vault& vault, const std::string& words) {
    REQUIRE(add_entry(vault, {mo, kSectionNotes}, kKindNote,
                      {{kNoteBody, Text{words, "coach", "en"}, std::nullopt}}));
  }
  TakenRecord take(const fs::path& to) {
    auto made = take_record(ade.vault(), mo, ade.opened->roots_key, to);
    REQUIRE(made);
    return *made;
  }
  RecordFile from(const fs::path& path) { return {path, read_recovery_code(taken.code).value()}; }
  Result<ReceivedRecord> receive() { return receive_record(bea.vault(), from(file)); }
};

// A file with these items, under the code of `rig`.
struct FilePart {
  FileItem type;
  Bytes bytes;
};

std::vector<FilePart> items_in(const RecordFile& from) {
  const Key key = record_file_key(from.code);
  ReadFile file = ReadFile::open(from.path).value();
  CarriedReader reader =
      open_carried(file, FileKind::record, [&](const FileId&) { return key; }).value();
  std::vector<FilePart> items;
  for (;;) {
    auto item = next_item(reader).value();
    if (!item) return items;
    items.push_back({static_cast<FileItem>(item->type), std::move(item->bytes)});
  }
}

void write_items(const RecordFile& to, const std::vector<FilePart>& items) {
  SeededRandom random(1);
  NewFile file(to.path);
  CarriedWriter writer(FileKind::record, random.id<FileId>(), record_file_key(to.code), random,
                       [&](View bytes) { file.write(bytes); });
  for (const FilePart& item : items) {
    REQUIRE(writer.item(static_cast<std::uint8_t>(item.type), item.bytes));
  }
  REQUIRE(writer.finish());
  file.keep();
}

}  // namespace

TEST_CASE("RecordFile.GivesTheSameRecordToWhoReceivesIt", "[store]") {
  TakeRig rig;
  CHECK(rig.taken.entries == 2);
  const auto received = rig.receive();
  REQUIRE(received);
  CHECK(received->space == rig.mo);
  CHECK(received->taken_by == rig.ade.vault().me());
  CHECK_FALSE(received->was_here);
  CHECK(digests_of(rig.bea.vault(), rig.mo) == digests_of(rig.ade.vault(), rig.mo));
  CHECK(digests_of(rig.bea.vault(), rig.mo).size() >= 2);
  CHECK(verify_vault(rig.bea.vault()).empty());
  CHECK(status(rig.bea.vault()).sent == 0);
  const Person person = find_person(rig.bea.vault(), "Mo").value();
  CHECK(person.is_held);
  rig.bea.open_again();
  CHECK(digests_of(rig.bea.vault(), rig.mo) == digests_of(rig.ade.vault(), rig.mo));
}

TEST_CASE("RecordFile.ReceivedTwiceBringsWhatIsNewAndNothingTwice", "[store]") {
  TakeRig rig;
  REQUIRE(rig.receive());
  const std::string before = all_rows(rig.bea.vault());
  const auto again = rig.receive();
  REQUIRE(again);
  CHECK(again->was_here);
  CHECK(again->changes == 0);
  rig.note(rig.ade.vault(), "A day later");
  rig.note(rig.bea.vault(), "Here");
  const fs::path later = rig.ade.folder.path() / "later";
  rig.taken = rig.take(later);
  const auto more = receive_record(rig.bea.vault(), rig.from(later));
  REQUIRE(more);
  CHECK(more->changes > 0);
  CHECK(notes_in(rig.bea.vault(), rig.mo) == 4);
  CHECK(verify_vault(rig.bea.vault()).empty());
}

TEST_CASE("RecordFile.CutOrChangedAnywhereLeavesNothingBehind", "[store]") {
  TakeRig rig;
  const Bytes whole = bytes_of(rig.file);
  const fs::path bad = rig.ade.folder.path() / "bad";
  const std::string before = all_rows(rig.bea.vault());
  SeededRandom random(11);
  for (int turn = 0; turn < 60; ++turn) {
    Bytes now = whole;
    if (turn % 2 == 0) {
      now.resize(turn == 0 ? whole.size() - 1 : random.below(whole.size()));
    } else {
      now[random.below(whole.size())] ^= static_cast<std::byte>(1u << random.below(8));
    }
    write_bytes(bad, now);
    const auto refused = receive_record(rig.bea.vault(), rig.from(bad));
    REQUIRE_FALSE(refused);
    CHECK_FALSE(refused.error().message.empty());
    CHECK(all_rows(rig.bea.vault()) == before);
  }
  CHECK(rig.receive());
}

TEST_CASE("RecordFile.WhatDoesNotCheckOutLeavesNothingBehind", "[store]") {
  TakeRig rig;
  TakeRig other;
  RecordFile made = rig.from(rig.ade.folder.path() / "made");
  const std::vector<FilePart> items = items_in(rig.from(rig.file));
  const std::vector<FilePart> foreign = items_in(other.from(other.file));
  const std::string before = all_rows(rig.bea.vault());
  const auto is_refused = [&](const std::vector<FilePart>& with) {
    write_items(made, with);
    const bool refused = !receive_record(rig.bea.vault(), made);
    return refused && all_rows(rig.bea.vault()) == before;
  };
  CHECK(is_refused({}));
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].type > FileItem::kit && items[i].type != FileItem::address) continue;
    std::vector<FilePart> without = items;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    // Without its address a blob is of the stream before.
    if (items[i].type != FileItem::address || i + 1 == items.size() ||
        items[i - 1].type == FileItem::own_keys) {
      CHECK(is_refused(without));
    }
  }
  for (std::size_t i = 0; i < foreign.size(); ++i) {
    std::vector<FilePart> mixed = items;
    if (foreign[i].type == FileItem::kit || foreign[i].type == FileItem::about) {
      mixed[i] = foreign[i];
      CHECK(is_refused(mixed));
    }
    if (foreign[i].type == FileItem::own_keys || foreign[i].type == FileItem::address) {
      const auto place = std::find_if(mixed.begin(), mixed.end(), [&](const FilePart& item) {
        return item.type == foreign[i].type;
      });
      mixed.insert(place, foreign[i]);
      CHECK(is_refused(mixed));
    }
  }
  std::vector<FilePart> twice = items;
  twice.insert(twice.begin(), items[0]);
  CHECK(is_refused(twice));
  write_items(made, items);
  CHECK(receive_record(rig.bea.vault(), made));
}

TEST_CASE("RecordFile.MakesAVaultOfThePersonsOwn", "[store]") {
  TakeRig rig;
  const VaultName name{rig.bea.folder.path() / "data", "mo"};
  const auto made = receive_vault({name, view_of("mo's own words"), {}, KdfCost::light()},
                                  rig.from(rig.file), rig.bea.means());
  REQUIRE(made);
  Vault& vault = *made->created.opened.vault;
  CHECK(space_name(vault.me(), SpaceKind::person) == rig.mo);
  CHECK(digests_of(vault, rig.mo) == digests_of(rig.ade.vault(), rig.mo));
  CHECK(made->created.recovery_code != rig.taken.code);
  CHECK(verify_vault(vault).empty());
  const auto held = find_person(vault, "Mo");
  REQUIRE(held);
  CHECK(held->is_me);
}

TEST_CASE("RecordFile.IsOnlyForThoseWhoKeepTheRecordAndNeverReplacesAFile", "[store]") {
  TakeRig rig;
  const Bytes whole = bytes_of(rig.file);
  const auto again = take_record(rig.ade.vault(), rig.mo, rig.ade.opened->roots_key, rig.file);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::refused);
  CHECK(bytes_of(rig.file) == whole);
  const auto guessed = take_record(rig.ade.vault(), rig.mo, Key::random(rig.ade.random),
                                   rig.ade.folder.path() / "guessed");
  REQUIRE_FALSE(guessed);
  CHECK(guessed.error().code == ErrorCode::wrong_passphrase);
  CHECK_FALSE(fs::exists(rig.ade.folder.path() / "guessed"));
  CHECK_FALSE(rig.taken.code == rig.take(rig.ade.folder.path() / "another").code);
}

TEST_CASE("ExchangeFile.BringsBothToTheSameAndClaimsNothing", "[store]") {
  TakeRig rig;
  REQUIRE(rig.receive());
  rig.note(rig.ade.vault(), "Said goodbye");
  rig.note(rig.bea.vault(), "Said hello");
  int number = 0;
  const auto carry = [&](VaultRig& from, VaultRig& to) {
    const fs::path path = rig.ade.folder.path() / ("turn" + std::to_string(number++));
    REQUIRE(write_exchange(from.vault(), path, std::nullopt));
    const auto told = read_exchange(to.vault(), path);
    REQUIRE(told);
    return told->received;
  };
  CHECK(carry(rig.ade, rig.bea) > 0);
  CHECK(carry(rig.bea, rig.ade) > 0);
  for (int i = 0; i < 2; ++i) {
    carry(rig.ade, rig.bea);
    carry(rig.bea, rig.ade);
  }
  CHECK(digests_of(rig.bea.vault(), rig.mo) == digests_of(rig.ade.vault(), rig.mo));
  for (VaultRig* vault : {&rig.ade, &rig.bea}) {
    CHECK(notes_in(vault->vault(), rig.mo) == 4);
    CHECK(status(vault->vault()).sent == 0);
    CHECK(verify_vault(vault->vault()).empty());
    auto& moved =
        vault->vault().db().statement("SELECT count(*) FROM stream WHERE count <> 0 OR state <> 0");
    REQUIRE(moved.step());
    CHECK(moved.integer(0) == 0);
    moved.reset();
  }
}

TEST_CASE("ExchangeFile.CutOrChangedLeavesNothingBehind", "[store]") {
  TakeRig rig;
  REQUIRE(rig.receive());
  rig.note(rig.ade.vault(), "Said goodbye");
  const fs::path path = rig.ade.folder.path() / "turn", bad = rig.ade.folder.path() / "bad";
  REQUIRE(write_exchange(rig.ade.vault(), path, rig.mo));
  const Bytes whole = bytes_of(path);
  const std::string before = all_rows(rig.bea.vault());
  SeededRandom random(12);
  for (int turn = 0; turn < 40; ++turn) {
    Bytes now = whole;
    if (turn % 2 == 0) {
      now.resize(random.below(whole.size()));
    } else {
      now[random.below(whole.size())] ^= static_cast<std::byte>(1u << random.below(8));
    }
    write_bytes(bad, now);
    CHECK_FALSE(read_exchange(rig.bea.vault(), bad));
    CHECK(all_rows(rig.bea.vault()) == before);
  }
  CHECK(read_exchange(rig.bea.vault(), path));
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("RecordFile.PlantedBugsAreCaught", "[store]") {
  CHECK(is_caught("a_kit_of_anybody_opens_a_record", [] {
    TakeRig rig, other;
    const RecordFile made = rig.from(rig.ade.folder.path() / "made");
    std::vector<FilePart> items = items_in(rig.from(rig.file));
    items[1] = items_in(other.from(other.file))[1];
    items.resize(2);
    write_items(made, items);
    return !receive_record(rig.bea.vault(), made);
  }));
  CHECK(is_caught("a_file_fills_other_records", [] {
    TakeRig rig;
    const SpaceId other = add_person(rig.bea.vault(), "Sam", "en").value();
    const RecordFile made = rig.from(rig.ade.folder.path() / "made");
    std::vector<FilePart> items = items_in(rig.from(rig.file));
    auto& row = rig.bea.vault().db().statement(
        "SELECT address FROM stream JOIN section ON section.id = stream.section JOIN space ON "
        "space.id = section.space WHERE space.space = ?1");
    row.bind(1, other);
    REQUIRE(row.step());
    items.push_back({FileItem::address, copy_of(row.blob(0))});
    row.reset();
    write_items(made, items);
    return !receive_record(rig.bea.vault(), made);
  }));
  CHECK(is_caught("a_file_counts_as_sent", [] {
    TakeRig rig;
    REQUIRE(rig.receive());
    auto& row = rig.bea.vault().db().statement("SELECT 1 FROM blob WHERE place IS NOT NULL");
    const bool is_none = !row.step();
    row.reset();
    return is_none;
  }));
}
#endif

}  // namespace alongside
