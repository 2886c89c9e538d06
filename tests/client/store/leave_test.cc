#include "client/store/leave.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "client/store/drafts.h"
#include "client/store/edits.h"
#include "client/store/files.h"
#include "client/store/people.h"
#include "client/store/vault_place.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

bool leave(VaultRig& rig) {
  auto vault = std::move(rig.opened->vault);
  rig.opened.reset();
  return leave_device(std::move(vault), rig.name()).has_value();
}

// The folder of a vault that was being wiped when the power went.
fs::path half_wiped(VaultRig& rig) {
  const auto place = find_place(rig.name(), rig.random, false);
  REQUIRE(place);
  rig.opened.reset();
  const fs::path leaving = rig.name().data_folder / "gone-0123";
  fs::rename(place->folder, leaving);
  return leaving;
}

bool is_all_gone(VaultRig& rig) {
  return names_in(rig.name().data_folder) == std::vector<std::string>{"salt"};
}

TEST_CASE("Leave.NothingOfTheVaultIsLeftAndItsNameOpensNothing", "[store]") {
  VaultRig rig;
  REQUIRE(leave(rig));
  CHECK(is_all_gone(rig));
  const auto opened = open_vault(rig.name(), rig.passphrase(), rig.means());
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::wrong_passphrase);
  CHECK_FALSE(open_vault_with_code(rig.name(), rig.code, rig.means()));
}

TEST_CASE("Leave.AnotherVaultInTheFolderStays", "[store]") {
  VaultRig rig;
  const VaultName other{rig.name().data_folder, "bea"};
  REQUIRE(create_vault({other, view_of("her words"), "Bea", KdfCost::light()}, rig.means()));
  REQUIRE(leave(rig));
  CHECK(open_vault(other, view_of("her words"), rig.means()));
}

TEST_CASE("Leave.TheNameIsFreeForANewVault", "[store]") {
  VaultRig rig;
  REQUIRE(leave(rig));
  CHECK(create_vault({rig.name(), view_of("other words"), "", KdfCost::light()}, rig.means()));
  CHECK(open_vault(rig.name(), view_of("other words"), rig.means()));
}

TEST_CASE("Leave.WhatACrashLeftIsWipedByWhateverComesNext", "[store]") {
  VaultRig opening, making;
  for (VaultRig* rig : {&opening, &making}) half_wiped(*rig);
  CHECK_FALSE(open_vault(opening.name(), opening.passphrase(), opening.means()));
  CHECK(is_all_gone(opening));
  REQUIRE(
      create_vault({making.name(), view_of("new words"), "", KdfCost::light()}, making.means()));
  CHECK(names_in(making.name().data_folder).size() == 2);
}

TEST_CASE("Leave.WhatAnotherProgramIsWipingIsLeftToIt", "[store]") {
  VaultRig rig;
  const fs::path leaving = half_wiped(rig);
  const auto lock = FileLock::take(leaving / "lock");
  REQUIRE(lock);
  finish_leaving(rig.name().data_folder);
  CHECK(fs::exists(leaving / "head"));
}

TEST_CASE("Leave.WithoutAFolderThereIsNothingToFinish", "[store]") {
  const TempFolder folder;
  finish_leaving(folder.path() / "nothing here");
}

TEST_CASE("Leave.SaysWhatNoServerHas", "[store]") {
  VaultRig rig;
  Vault& vault = rig.vault();
  const auto mo = add_person(vault, "Mo", "en");
  REQUIRE(mo);
  const std::vector<FieldEdit> words = {{kNoteBody, Text{"tea", "coach", "en"}, std::nullopt}};
  REQUIRE(add_entry(vault, {*mo, kSectionNotes}, kKindNote, words));
  save_draft(vault, {"note:loose", std::nullopt, "half a"});
  const NotSent found = not_sent(vault);
  REQUIRE(found.records.size() == 1);
  CHECK(found.records[0].space == *mo);
  CHECK_FALSE(found.records[0].is_of_nobody);
  CHECK(found.records[0].changes == 2);  // the name, and the note
  CHECK(found.drafts == 1);
  CHECK_FALSE(found.is_nothing());
}

// The bytes of the head where they lay on the disk, as another name for the same file sees them.
bool keys_are_overwritten() {
  VaultRig rig;
  const auto place = find_place(rig.name(), rig.random, false);
  const fs::path same = rig.folder.path() / "the same file";
  fs::create_hard_link(place->head(), same);
  const auto before = read_file(same, 4096);
  if (!leave(rig)) return false;
  const auto after = read_file(same, 4096);
  return before && after && *after == Bytes(before->size());
}

TEST_CASE("Leave.WhatOpensItIsOverwrittenWhereItLies", "[store]") { CHECK(keys_are_overwritten()); }

#ifdef ALONGSIDE_PLANTS

TEST_CASE("LeavePlants.AreCaught", "[store][plants]") {
  CHECK(is_caught("the_keys_are_only_deleted", keys_are_overwritten));
  CHECK(is_caught("what_a_crash_left_stays", [] {
    VaultRig rig;
    half_wiped(rig);
    static_cast<void>(open_vault(rig.name(), rig.passphrase(), rig.means()));
    return is_all_gone(rig);
  }));
}

#endif

}  // namespace
}  // namespace alongside
