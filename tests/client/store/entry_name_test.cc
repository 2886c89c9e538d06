// An entry is named by its section, kind and id: whoever may write in two records can use one id in
// both.
#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/log.h"
#include "client/store/people.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"

namespace alongside {
namespace {

// Notes of one id in the records of two people.
struct OneId : VaultRig {
  OneId() : first(add("Bait")), second(add("Mo")), id(random.id<EntityId>()) {
    write(first, kKindNote, kNoteBody, "bait");
    write(second, kKindNote, kNoteBody, "porridge");
  }
  SpaceId add(const std::string& name) {
    const auto space = add_person(vault(), name, "en");
    REQUIRE(space);
    return *space;
  }
  void write(const SpaceId& space, std::uint64_t kind, std::uint64_t field,
             const std::string& words) {
    Transaction transaction(vault().db());
    const auto section = ready_to_write(vault(), space, kSectionNotes);
    REQUIRE(section);
    Op op;
    op.field = field;
    op.value = encode_value(Text{words, "coach", "en"}).value();
    append_changes(vault(), *section, {Change{kind, id, {op}, 0}});
    transaction.commit();
  }
  EntryName note_of(const SpaceId& space) const { return {space, kSectionNotes, kKindNote, id}; }
  std::string words(const EntryName& entry, std::uint64_t field = kNoteBody) {
    const auto item = find_item(vault(), entry);
    if (!item) return "gone";
    const auto& versions = item->field(field)->versions;
    return versions.size() == 1 ? shown_value(versions[0].value) : "several";
  }

  SpaceId first, second;
  EntityId id;
};

FieldEdit body(const std::string& words) {
  return {kNoteBody, Text{words, "coach", "en"}, std::nullopt};
}

}  // namespace

TEST_CASE("EntryNames.OneIdInTwoRecordsIsTwoEntries", "[store]") {
  OneId rig;
  REQUIRE(set_entry(rig.vault(), rig.note_of(rig.second), {body("a secret of Mo's")}));
  CHECK(rig.words(rig.note_of(rig.first)) == "bait");
  CHECK(rig.words(rig.note_of(rig.second)) == "a secret of Mo's");
  REQUIRE(remove_entry(rig.vault(), rig.note_of(rig.second), std::nullopt));
  CHECK(rig.words(rig.note_of(rig.first)) == "bait");
  CHECK(rig.words(rig.note_of(rig.second)) == "gone");
}

TEST_CASE("EntryNames.OneIdOfTwoKindsIsTwoEntries", "[store]") {
  OneId rig;
  rig.write(rig.second, kKindGoal, kGoalWording, "a wish");
  const EntryName wish{rig.second, kSectionNotes, kKindGoal, rig.id};
  REQUIRE(set_entry(rig.vault(), rig.note_of(rig.second), {body("a note")}));
  CHECK(rig.words(wish, kGoalWording) == "a wish");
  CHECK(rig.words(rig.note_of(rig.second)) == "a note");
}

TEST_CASE("EntryNames.WhatIsFoundByItsWordsIsTheEntryWithThoseWords", "[store]") {
  OneId rig;
  const std::vector<Item> found = search(rig.vault(), "porridge");
  REQUIRE(found.size() == 1);
  CHECK(found[0].name == rig.note_of(rig.second));
  for (const SpaceId& space : {rig.first, rig.second}) {
    const std::vector<Item> listed = items(rig.vault(), {space, kSectionNotes, kKindNote});
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].name == rig.note_of(space));
  }
}

TEST_CASE("EntryNames.AnIdThatTwoEntriesHaveIsNotGuessed", "[store]") {
  OneId rig;
  const auto found = find_entry(rig.vault(), rig.id.hex());
  REQUIRE_FALSE(found);
  CHECK(found.error().code == ErrorCode::usage);
  REQUIRE(remove_entry(rig.vault(), rig.note_of(rig.first), std::nullopt));
  CHECK(find_entry(rig.vault(), rig.id.hex()).value() == rig.note_of(rig.second));
}

}  // namespace alongside
