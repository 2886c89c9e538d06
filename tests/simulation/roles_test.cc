#include "client/store/roles.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/shares.h"
#include "client/store/status.h"
#include "client/store/told.h"
#include "client/store/tray.h"
#include "shared/consent/role_words.h"
#include "tests/simulation/two_coaches.h"
#include "tests/support/planted.h"

// Shares that are bound to a role at a charity.

namespace alongside {
namespace {

// Lantern, where Bea and Cem are coaches. All have its card, Ade too, who keeps Mo's record.
struct AtLantern {
  TwoCoaches world;
  SimDevice lantern{"Lantern", 50, SpaceKind::charity};
  EntityId note;

  AtLantern() {
    lantern.home = world.enrol_device(lantern);
    for (SimDevice* coach : {&world.bea, &world.cem}) {
      REQUIRE(add_contact(lantern.window(), my_card(coach->window())));
      REQUIRE(give_role(lantern.window(), coach->root(), "coach", lantern.roots_key()));
    }
    for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) {
      REQUIRE(add_contact(device->window(), my_card(lantern.window())));
    }
    note = world.write_note(world.ade, "to be read");
    world.sync_all();
  }

  // With Bea, who may write.
  Result<AdmissionId> share(const std::string& role, std::uint64_t section = kSectionNotes) {
    ShareRequest request{.space = world.mo,
                         .section = section,
                         .contact = world.bea.root(),
                         .why = "as a coach at Lantern",
                         .language = "en",
                         .write = true};
    if (!role.empty()) {
      request.role = role;
      request.charity = lantern.root();
    }
    return share_section(world.ade.window(), request);
  }
  void end_role_of(SimDevice& coach) {
    REQUIRE(end_role(lantern.window(), coach.root(), "coach", lantern.roots_key()));
  }
  void sync_all() {
    world.sync(lantern);
    world.sync_all();
  }
  bool reads(SimDevice& coach) { return world.has_note(coach, note, "to be read"); }
};

TEST_CASE("Roles.AShareBoundToARoleEndsWithIt", "[simulation][roles]") {
  AtLantern at;
  REQUIRE(at.share("coach"));
  at.sync_all();
  REQUIRE(at.reads(at.world.bea));
  at.end_role_of(at.world.bea);
  at.sync_all();
  CHECK_FALSE(at.reads(at.world.bea));
  CHECK(at.reads(at.world.cem));                     // whose share is their own
  CHECK(people(at.world.bea.window()).size() == 1);  // goals are still shared
  REQUIRE(stop_sharing(at.world.ade.window(), {at.world.mo, kSectionGoals, at.world.bea.root()}));
  at.sync_all();
  CHECK(people(at.world.bea.window()).front().sections.empty());
  const EntityId later = at.world.write_note(at.world.ade, "written later");
  at.sync_all();
  CHECK_FALSE(at.world.has_note(at.world.bea, later, "written later"));
  CHECK(at.world.has_note(at.world.cem, later, "written later"));
  for (const ShownShare& share : shares(at.world.ade.window(), at.world.mo)) {
    if (!share.role.empty()) CHECK(share.state == ShareState::stopped);
  }
}

TEST_CASE("Roles.WhatIsWrittenAfterTheRoleEndedWaitsForThePerson", "[simulation][roles]") {
  AtLantern at;
  REQUIRE(at.share("coach"));
  at.sync_all();
  at.end_role_of(at.world.bea);
  const EntityId late = at.world.write_note(at.world.bea, "not knowing of it");
  at.world.sync(at.lantern);
  at.world.sync(at.world.ade);
  at.world.sync_all();
  CHECK_FALSE(find_item(at.world.ade.window(), late));
  const auto held = held_notes(at.world.ade.window(), at.world.mo);
  REQUIRE(held.size() == 1);
  REQUIRE(keep_held(at.world.ade.window(), held[0].batch));
  CHECK(at.world.has_note(at.world.ade, late, "not knowing of it"));
}

TEST_CASE("Roles.AShareOfOnesOwnOutlivesTheRole", "[simulation][roles]") {
  AtLantern at;
  SECTION("given again before the role ends") {
    REQUIRE(at.share("coach"));
    at.sync_all();
    REQUIRE(at.share(""));
    at.end_role_of(at.world.bea);
    at.sync_all();
  }
  SECTION("given again after the role ended") {
    REQUIRE(at.share("coach"));
    at.sync_all();
    at.end_role_of(at.world.bea);
    at.sync_all();
    CHECK_FALSE(at.reads(at.world.bea));
    REQUIRE(at.share(""));
  }
  SECTION("one part bound, another not") {
    REQUIRE(at.share("coach", kSectionGoals));
    at.sync_all();
    at.end_role_of(at.world.bea);
  }
  at.sync_all();
  CHECK(at.reads(at.world.bea));
  CHECK(find_person(at.world.bea.window(), "Mo"));
}

TEST_CASE("Roles.ARoleIsAskedOfTheCharitysCardOnly", "[simulation][roles]") {
  AtLantern at;
  const auto before = shares(at.world.ade.window(), at.world.mo).size();
  SECTION("a role they do not have") { CHECK_FALSE(at.share("keeper of keys")); }
  SECTION("one that has ended") {
    at.end_role_of(at.world.bea);
    at.sync_all();
    CHECK_FALSE(at.share("coach"));
  }
  SECTION("a charity whose card was never taken in by hand") {
    SimDevice other("Other", 51, SpaceKind::charity);
    REQUIRE(add_contact(other.window(), my_card(at.world.bea.window())));
    REQUIRE(give_role(other.window(), at.world.bea.root(), "coach", other.roots_key()));
    learn_card(at.world.ade.window(), known_records(other.window(), other.root()).value());
    const ShareRequest request{.space = at.world.mo,
                               .section = kSectionNotes,
                               .contact = at.world.bea.root(),
                               .why = "as a coach",
                               .language = "en",
                               .role = "coach",
                               .charity = other.root()};
    CHECK_FALSE(share_section(at.world.ade.window(), request));
  }
  CHECK(shares(at.world.ade.window(), at.world.mo).size() == before);
}

TEST_CASE("Roles.ACardWithoutTheRolesEndsNothing", "[simulation][roles]") {
  AtLantern at;
  REQUIRE(at.share("coach"));
  SimDevice& ade = at.world.ade;
  // As it was before any role was given: an old copy of the card.
  CardRecords old{at.lantern.root(), {}};
  old.records = {known_records(ade.window(), at.lantern.root())->records.front()};
  learn_card(ade.window(), old);
  at.sync_all();
  CHECK(at.reads(at.world.bea));
}

TEST_CASE("Roles.ACharityKeepsNoRecordsAndOnlyACharityGivesRoles", "[simulation][roles]") {
  AtLantern at;
  Vault& lantern = at.lantern.window();
  CHECK(add_person(lantern, "Made Up", "en").error().code == ErrorCode::refused);
  CHECK(add_my_record(lantern, "Made Up", "en").error().code == ErrorCode::refused);
  CHECK(add_entry(lantern, loose_notes(lantern), kKindNote, {}).error().code == ErrorCode::refused);
  Vault& ade = at.world.ade.window();
  const auto given = give_role(ade, at.world.bea.root(), "coach", at.world.ade.roots_key());
  CHECK(given.error().code == ErrorCode::refused);
  const Key& key = at.lantern.roots_key();
  CHECK_FALSE(give_role(lantern, at.world.bea.root(), "coach", key));  // she has it
  CHECK_FALSE(end_role(lantern, at.world.bea.root(), "cook", key));
  CHECK_FALSE(give_role(lantern, at.world.bea.root(), " ", key));
  CHECK(give_role(lantern, at.world.bea.root(), "cook", at.world.ade.roots_key()).error().code ==
        ErrorCode::wrong_passphrase);
  REQUIRE(end_role(lantern, at.world.bea.root(), "coach", key));
  REQUIRE(give_role(lantern, at.world.bea.root(), "coach", key));
  CHECK(find_role(lantern, at.world.bea.root(), "coach at Lantern"));
}

std::vector<std::string> told_to(SimDevice& device) {
  std::vector<std::string> texts;
  for (const Told& told : all_told(device.window())) {
    if (!told.from_here) texts.push_back(told.text);
  }
  return texts;
}

// Ade tells Lantern's coaches something.
void tell_coaches(AtLantern& at, const std::string& text) {
  REQUIRE(tell(at.world.ade.window(), {at.lantern.root(), "coach", text, "en"}));
}

using Texts = std::vector<std::string>;

// The keys of roles that a vault holds.
std::int64_t role_keys(SimDevice& device) {
  auto& query = device.window().db().statement("SELECT count(*) FROM role_inbox");
  return first_row(query, [](Statement& row) { return row.integer(0); }).value();
}

TEST_CASE("Roles.WhatARoleIsToldComesToWhoeverHasIt", "[simulation][roles]") {
  AtLantern at;
  at.sync_all();
  at.sync_all();
  tell_coaches(at, "the door is broken");
  at.sync_all();
  REQUIRE(told_to(at.world.bea) == Texts{"the door is broken"});
  CHECK(told_to(at.world.cem) == Texts{"the door is broken"});
  CHECK(all_told(at.world.bea.window())[0].is_certain);  // Ade's card is there
  CHECK(all_told(at.world.ade.window())[0].is_sent);
  CHECK_FALSE(tell(at.world.ade.window(), {at.lantern.root(), "cook", "no such role", "en"}));
  CHECK_FALSE(tell(at.world.ade.window(), {at.lantern.root(), "coach", "", "en"}));
}

TEST_CASE("Roles.WhoHasTheRoleNoMoreReadsNothingOfIt", "[simulation][roles]") {
  AtLantern at;
  at.sync_all();
  at.sync_all();
  tell_coaches(at, "early");
  at.sync_all();
  REQUIRE(told_to(at.world.bea) == Texts{"early"});
  at.end_role_of(at.world.bea);
  SECTION("told after it ended") {
    at.sync_all();
    tell_coaches(at, "later");
  }
  SECTION("told before it was known, sent after") {
    at.world.sync(at.lantern);  // the old inbox is closed
    tell_coaches(at, "later");
  }
  at.sync_all();
  at.sync_all();
  CHECK(told_to(at.world.bea).empty());
  CHECK(role_keys(at.world.bea) == 0);
  CHECK(told_to(at.world.cem) == Texts{"early", "later"});
  CHECK(all_told(at.world.ade.window()).back().is_sent);
}

TEST_CASE("Roles.ARoleGivenAgainOpensItsInboxAgain", "[simulation][roles]") {
  AtLantern at;
  at.sync_all();
  at.end_role_of(at.world.bea);
  at.sync_all();
  REQUIRE(give_role(at.lantern.window(), at.world.bea.root(), "coach", at.lantern.roots_key()));
  at.sync_all();
  tell_coaches(at, "again");
  at.sync_all();
  CHECK(told_to(at.world.bea) == Texts{"again"});
}

TEST_CASE("Roles.ACharityCannotTurnAnotherStreamIntoAnInbox", "[simulation][roles]") {
  AtLantern at;
  at.sync_all();
  at.sync_all();
  // Lantern knows the keys of Mo's notes, and hands them to Bea as those of a role.
  const auto section = find_section(at.world.ade.window().db(), at.world.mo, kSectionNotes);
  const auto notes = target_stream(at.world.ade.window(), section->id);
  const RoleKey key{"coach", Key::random(at.world.random), *notes->epoch_key, notes->four, 0};
  Vault& lantern = at.lantern.window();
  Transaction transaction(lantern.db());
  REQUIRE(send_message(lantern, {at.world.bea.root(), at.lantern.root(), MessageKind::role_key,
                                 encode_role_key(key)}));
  transaction.commit();
  const std::int64_t before = role_keys(at.world.bea);
  at.sync_all();
  CHECK(role_keys(at.world.bea) == before);
  const EntityId later = at.world.write_note(at.world.ade, "written later");
  at.end_role_of(at.world.bea);
  at.sync_all();
  CHECK(at.world.has_note(at.world.bea, later, "written later"));
  CHECK(at.reads(at.world.bea));
}

TEST_CASE("Roles.WhatAHolderToldTheirOwnRoleOutlivesIt", "[simulation][roles]") {
  AtLantern at;
  at.sync_all();
  at.sync_all();
  REQUIRE(tell(at.world.bea.window(), {at.lantern.root(), "coach", "to us all", "en"}));
  at.sync_all();
  REQUIRE(tell(at.world.bea.window(), {at.lantern.root(), "coach", "not sent yet", "en"}));
  at.end_role_of(at.world.bea);
  at.sync_all();
  at.sync_all();
  CHECK(told_to(at.world.cem) == Texts{"to us all", "not sent yet"});
  for (const Told& told : all_told(at.world.bea.window())) CHECK(told.is_sent);
  CHECK(all_told(at.world.bea.window()).size() == 2);
  CHECK(verify_vault(at.world.bea.window()).empty());
  // A language nobody could read again is turned down before it is kept.
  CHECK_FALSE(tell(at.world.bea.window(), {at.lantern.root(), "coach", "words", ""}));
  CHECK_FALSE(
      tell(at.world.bea.window(), {at.lantern.root(), "coach", "words", std::string(300, 'e')}));
}

TEST_CASE("Roles.NobodyElseHandsOutARole", "[simulation][roles]") {
  AtLantern at;
  at.sync_all();
  at.sync_all();
  const std::int64_t before = role_keys(at.world.cem);
  // Bea hands Cem a key as if it were a charity's.
  const StreamSecrets secrets = StreamSecrets::random(at.world.random);
  const RoleKey key{"coach", Key::random(at.world.random), secrets.epoch_key, secrets.hashes(), 0};
  Transaction transaction(at.world.bea.window().db());
  REQUIRE(send_message(at.world.bea.window(), {at.world.cem.root(), at.world.bea.root(),
                                               MessageKind::role_key, encode_role_key(key)}));
  REQUIRE(send_message(at.world.bea.window(), {at.world.cem.root(), at.lantern.root(),
                                               MessageKind::role_key, encode_role_key(key)}));
  transaction.commit();
  at.sync_all();
  CHECK(role_keys(at.world.cem) == before);
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("Roles.ALostRoleThatKeepsItsKeyIsFound", "[simulation][roles][plant]") {
  const Planted bug("lost_roles_keep_their_keys");
  AtLantern at;
  at.sync_all();
  at.end_role_of(at.world.bea);
  at.sync_all();
  CHECK(role_keys(at.world.bea) > 0);
}

TEST_CASE("Roles.PlantedBugsAreCaught", "[simulation][roles][plant]") {
  const Planted bug("ended_roles_are_kept");
  AtLantern at;
  REQUIRE(at.share("coach"));
  at.sync_all();
  at.end_role_of(at.world.bea);
  at.sync_all();
  CHECK(at.reads(at.world.bea));
}
#endif

}  // namespace
}  // namespace alongside
