// However many versions others have left in an entry, an edit of it can be written and read again.
#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/log.h"
#include "client/store/people.h"
#include "client/store/status.h"
#include "shared/model/kinds.h"
#include "tests/client/store/vault_rig.h"

namespace alongside {
namespace {

// A note with versions that stand beside each other and a removal that hit none of them.
struct Crowded : VaultRig {
  explicit Crowded(std::size_t versions, const std::string& words = "v") {
    mo = add_person(vault(), "Mo", "en").value();
    id = random.id<EntityId>();
    std::vector<Op> ops;
    for (std::size_t i = 0; i < versions; ++i) {
      ops.push_back(op_of(OpKind::put, words));
      const std::size_t at_once = words.size() < 100 ? 200 : 1;
      if (ops.size() == at_once || i + 1 == versions) write(std::exchange(ops, {}));
    }
    write({op_of(OpKind::del, "")});
  }
  Op op_of(OpKind kind, const std::string& words) const {
    Op op;
    op.kind = kind;
    op.field = kind == OpKind::del ? 0 : kNoteBody;
    if (kind != OpKind::del) op.value = encode_value(Text{words, "", ""}).value();
    op.replaces.emplace();
    return op;
  }
  void write(std::vector<Op> ops) {
    Transaction transaction(vault().db());
    const auto section = ready_to_write(vault(), mo, kSectionNotes);
    REQUIRE(section);
    append_changes(vault(), *section, {Change{kKindNote, id, std::move(ops), 0}});
    transaction.commit();
  }
  EntryName note() const { return {mo, kSectionNotes, kKindNote, id}; }
  std::size_t versions() {
    const auto item = find_item(vault(), note());
    return item ? item->field(kNoteBody)->versions.size() : 0;
  }
  Hash digest() { return digests(vault(), mo).back().digest; }

  SpaceId mo;
  EntityId id;
};

FieldEdit body(const std::string& words) {
  return {kNoteBody, Text{words, "coach", "en"}, std::nullopt};
}

}  // namespace

TEST_CASE("ManyVersions.AnEditCanBeReadAgain", "[store]") {
  Crowded rig(9000);
  REQUIRE(rig.versions() == 9000);
  REQUIRE(set_entry(rig.vault(), rig.note(), {body("mine")}));
  CHECK(rig.versions() < 9000);
  const std::size_t left = rig.versions();
  const Hash before = rig.digest();
  REQUIRE(rebuild(rig.vault()));
  CHECK(rig.versions() == left);
  CHECK(rig.digest() == before);
  CHECK(verify_vault(rig.vault()).empty());
  REQUIRE(remove_entry(rig.vault(), rig.note(), std::nullopt));
  CHECK(rig.versions() < left);
  CHECK(verify_vault(rig.vault()).empty());
}

TEST_CASE("ManyVersions.ANoteWithMoreThanAChangeHoldsIsNotMoved", "[store]") {
  for (const bool by_number : {true, false}) {
    Crowded rig(by_number ? 300 : 3, by_number ? "v" : std::string(100'000, 'x'));
    const SpaceId dan = add_person(rig.vault(), "Dan", "en").value();
    const std::size_t before = rig.versions();
    const auto moved = move_note(rig.vault(), rig.note(), dan);
    REQUIRE_FALSE(moved);
    CHECK(moved.error().code == ErrorCode::too_large);
    CHECK(rig.versions() == before);
    CHECK(items(rig.vault(), {dan, kSectionNotes, kKindNote}).empty());
  }
}

}  // namespace alongside
