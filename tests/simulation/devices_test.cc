#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "client/store/device_list.h"
#include "client/store/epochs.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/own_devices.h"
#include "client/store/recovery.h"
#include "client/store/remove_device.h"
#include "client/store/shares.h"
#include "client/store/tray.h"
#include "client/sync/enrol.h"
#include "client/sync/recover.h"
#include "shared/consent/ended.h"
#include "tests/simulation/token_wire.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/planted.h"

// Devices of one identity join and are removed (docs/spec/pairing.md, docs/spec/consent.md).

namespace alongside {
namespace {

DeviceId id_of(SimDevice& device) { return device.window().device().id(); }

RootId owner_of(SimDevice& device, const SpaceId& space) {
  Database& db = device.window().db();
  return root_of_author(db, find_space(db, space)->owner);
}

bool is_ended_everywhere(SimDevice& owner, const SpaceId& space, const DeviceId& lost) {
  Vault& vault = owner.window();
  for (const SectionRow& section : sections_of(vault.db(), find_space(vault.db(), space)->id)) {
    const SectionEpochs epochs = section_epochs(vault, section.id);
    if (epochs.head() == nullptr || !ends_owners_device(epochs.head()->ended, lost)) return false;
  }
  return true;
}

// The small world, in which everybody may get more devices.
struct Devices {
  TwoCoaches world;
  std::vector<std::unique_ptr<SimDevice>> more;

  Devices() { world.sync_all(); }

  // Lets a device join `host`'s vault; with `finished` false, as if the host had crashed then.
  SimDevice& add(SimDevice& host, const std::string& name, bool finished = true) {
    const Key seed = Key::random(world.random);
    const DeviceKeys keys(seed);
    TokenWire wire(world.server, std::nullopt);
    const auto joined = enrol(keys, world.server.invite(), wire);
    REQUIRE(joined);
    const DeviceRecord guest = make_device_record(host.root(), keys, DeviceMark::own, std::nullopt);
    REQUIRE(admit_device(host.window(), host.root(), guest, host.roots_key()));
    const auto kits = all_kits(host.window(), host.roots_key());
    REQUIRE(kits);
    if (finished) keep_admitted(host.window());
    more.push_back(
        std::make_unique<SimDevice>(name, world.random.next(), Joining{seed, *joined, *kits}));
    return *more.back();
  }
  void sync_all(int rounds = 4) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) world.sync(*device);
      for (const auto& device : more) world.sync(*device);
    }
  }
  void sync(std::initializer_list<SimDevice*> devices, int rounds = 3) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : devices) world.sync(*device);
    }
  }
  void remove(SimDevice& on, SimDevice& lost) {
    REQUIRE(remove_device(on.window(), id_of(lost), on.roots_key()));
  }
  bool has_newest_key(SimDevice& device, SimDevice& owner) {
    const Key newest = keys_of_section(owner, world.mo, kSectionNotes).back();
    return holds_bytes(device, newest.view());
  }
  Key inbox_seed(SimDevice& device, const RootId& root) {
    auto& query = device.window()
                      .db()
                      .statement(
                          "SELECT inbox_seed FROM identity JOIN author ON author.id = "
                          "identity.author WHERE author.root = ?1")
                      .bind(1, root);
    return first_row(query, [](Statement& row) { return Key::from(row.blob(0)).value(); }).value();
  }
  // Cem begins to share a record of his own with Ade.
  EntityId cem_shares_with_ade() {
    const SpaceId own = add_my_record(world.cem.window(), "Cem", "en").value();
    REQUIRE(share_section(world.cem.window(), {.space = own,
                                               .section = kSectionNotes,
                                               .contact = world.ade.root(),
                                               .why = "to see how it is",
                                               .language = "en"}));
    return add_entry(world.cem.window(), {own, kSectionNotes}, kKindNote,
                     {text_of_field(kNoteBody, "by Cem for Ade")})
        .value();
  }
};

TEST_CASE("Devices.OneThatJoinsHasEverythingAndGoesOn", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  const EntityId before = world.write_note(world.ade, "before the tablet");
  SimDevice& tablet = at.add(world.ade, "tablet");
  at.sync_all();
  CHECK(tablet.root() == world.ade.root());
  CHECK(world.has_note(tablet, before, "before the tablet"));
  CHECK(digest_is_equal(world, world.ade, tablet, "notes"));
  CHECK(shares(tablet.window(), world.mo).size() == shares(world.ade.window(), world.mo).size());
  CHECK(contacts(tablet.window()).size() == contacts(world.ade.window()).size());
  CHECK(status(tablet.window()).waiting.empty());
  CHECK(verify_vault(tablet.window()).empty());
  REQUIRE(stop_sharing(tablet.window(), {world.mo, kSectionNotes, world.bea.root()}));
  const EntityId after = world.write_note(tablet, "by the tablet");
  at.sync_all();
  CHECK(world.has_note(world.ade, after, "by the tablet"));
  CHECK(world.has_note(world.cem, after, "by the tablet"));
  CHECK_FALSE(find_item(world.bea.window(), after));
  const auto list = own_devices(world.ade.window());
  REQUIRE(list.size() == 2);
  CHECK((list[0].is_this && !list[1].is_this && !list[1].is_removed));
  CHECK((list[1].people == 1 && list[1].sections == list[0].sections && list[1].newest_ms > 0));
}

TEST_CASE("Devices.ARecordThatIsBegunOnOneIsKeptOnAll", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& tablet = at.add(world.ade, "tablet");
  at.sync_all();
  const SpaceId kit = add_person(tablet.window(), "Kit", "en").value();
  at.sync_all();
  REQUIRE(people(world.ade.window()).size() == 2);
  const auto note = add_entry(world.ade.window(), {kit, kSectionNotes}, kKindNote,
                              {text_of_field(kNoteBody, "Kit came in")});
  REQUIRE(note);
  at.sync_all();
  CHECK(find_item(tablet.window(), *note));
  for (SimDevice* device : {&world.ade, &tablet}) {
    CHECK(status(device->window()).waiting.empty());
    const auto card = known_card(device->window(), owner_of(*device, kit));
    CHECK(card->devices.size() == 2);
  }
}

TEST_CASE("Devices.ARemovedOneReadsNothingNewAndWhatItWritesIsHeld", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& tablet = at.add(world.ade, "tablet");
  at.sync_all();
  const EntityId unsent = world.write_note(tablet, "written before it knew");
  at.remove(world.ade, tablet);
  at.sync({&world.ade, &world.bea, &world.cem});
  const EntityId by_ade = world.write_note(world.ade, "after it by Ade");
  const EntityId by_bea = world.write_note(world.bea, "after it by Bea");
  const EntityId by_cem = at.cem_shares_with_ade();
  at.sync_all();
  CHECK(is_ended_everywhere(world.ade, world.mo, id_of(tablet)));
  for (const EntityId& note : {by_ade, by_bea, by_cem}) {
    CHECK(find_item(world.ade.window(), note));
    CHECK_FALSE(find_item(tablet.window(), note));
  }
  CHECK_FALSE(at.has_newest_key(tablet, world.ade));
  CHECK_FALSE(holds_bytes(tablet, view_of("after it")));
  CHECK_FALSE(holds_bytes(tablet, view_of("by Cem for Ade")));
  CHECK_FALSE(holds_bytes(tablet, at.inbox_seed(world.ade, world.ade.root()).view()));
  CHECK(status(tablet.window()).waiting.front().what == "device");

  const EntityId later = world.write_note(tablet, "written when it knew");
  at.sync_all();
  for (const EntityId& note : {unsent, later}) {
    CHECK_FALSE(find_item(world.ade.window(), note));
    CHECK_FALSE(find_item(world.bea.window(), note));
  }
  const auto held = held_notes(world.ade.window(), world.mo);
  REQUIRE(held.size() == 2);
  REQUIRE(keep_held(world.ade.window(), held.front().batch));
  at.sync_all();
  CHECK(world.has_note(world.ade, unsent, "written before it knew"));
  CHECK(world.has_note(world.bea, unsent, "written before it knew"));
  CHECK_FALSE(find_item(world.bea.window(), later));
  CHECK_FALSE(remove_device(world.ade.window(), id_of(tablet), world.ade.roots_key()));
  CHECK_FALSE(remove_device(tablet.window(), id_of(world.ade), tablet.roots_key()));
}

TEST_CASE("Devices.RemovalsApartConverge", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& tablet = at.add(world.ade, "tablet");
  at.sync_all();
  SimDevice& phone = at.add(world.ade, "phone");
  SimDevice& old = at.add(world.ade, "old");
  at.sync_all();
  const bool is_same = GENERATE(true, false);
  at.remove(world.ade, old);
  at.remove(tablet, is_same ? old : phone);
  const EntityId one = world.write_note(world.ade, "one apart");
  const EntityId two = world.write_note(tablet, "two apart");
  at.sync({&world.ade, &tablet, &world.bea, &world.cem}, 5);
  at.sync_all();
  for (SimDevice* device : {&world.ade, &tablet, &world.bea}) {
    CHECK(world.has_note(*device, one, "one apart"));
    CHECK(world.has_note(*device, two, "two apart"));
    const auto section = find_section(device->window().db(), world.mo, kSectionNotes);
    CHECK(epoch_heads(device->window(), section->id).size() == 1);
  }
  CHECK(digest_is_equal(world, world.ade, tablet, "notes"));
  CHECK_FALSE(at.has_newest_key(old, world.ade));
  CHECK(at.has_newest_key(phone, world.ade) == is_same);
  CHECK(at.inbox_seed(world.ade, world.ade.root()) == at.inbox_seed(tablet, world.ade.root()));
  CHECK(own_devices(world.ade.window()).size() == 4);
}

TEST_CASE("Devices.AddedRemovedAndAddedAgainGetsFreshKeys", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& first = at.add(world.ade, "first");
  at.sync_all();
  at.remove(world.ade, first);
  at.sync_all();
  const EntityId cems = at.cem_shares_with_ade();
  at.sync_all();
  SimDevice& second = at.add(world.ade, "second");
  const EntityId note = world.write_note(world.ade, "for the second");
  at.sync_all();
  CHECK(id_of(first) != id_of(second));
  CHECK(world.has_note(second, note, "for the second"));
  CHECK(find_item(second.window(), cems));
  CHECK(digest_is_equal(world, world.ade, second, "notes"));
  CHECK_FALSE(find_item(first.window(), note));
  CHECK_FALSE(at.has_newest_key(first, second));
  const auto card = known_card(second.window(), second.root());
  CHECK((card->removed.contains(id_of(first)) && card->speaks(id_of(second))));
}

TEST_CASE("Devices.AMembersRemovedDeviceReadsNothingNew", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& tablet = at.add(world.bea, "Bea's tablet");
  at.sync_all();
  REQUIRE(at.has_newest_key(tablet, world.ade));
  const EntityId unsent = world.write_note(tablet, "by Bea's tablet");
  at.remove(world.bea, tablet);
  at.sync({&world.bea, &world.ade, &world.cem}, 4);
  const EntityId note = world.write_note(world.ade, "for Bea alone");
  at.sync_all();
  CHECK(world.has_note(world.bea, note, "for Bea alone"));
  CHECK(world.has_note(world.cem, note, "for Bea alone"));
  CHECK_FALSE(find_item(tablet.window(), note));
  CHECK_FALSE(at.has_newest_key(tablet, world.ade));
  CHECK_FALSE(find_item(world.cem.window(), unsent));
  CHECK(held_notes(world.ade.window(), world.mo).size() == 1);
}

TEST_CASE("Devices.TheCodeGivesBackWhatCameAfterARemoval", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  const EntityId before = world.write_note(world.ade, "before");
  SimDevice& tablet = at.add(world.ade, "tablet");
  SimDevice& phone = at.add(world.ade, "phone");
  at.sync_all();
  at.remove(world.ade, phone);
  at.sync_all();
  const EntityId cems = at.cem_shares_with_ade();
  const EntityId after = world.write_note(world.ade, "after");
  at.sync_all();
  for (SimDevice* lost : {&world.ade, &tablet}) {
    const Key seed = Key::random(world.random);
    TokenWire enrolling(world.server, std::nullopt);
    const auto home =
        enrol_to_recover(lost->code(), seed, {lost->home->url, {}, false, {}}, enrolling);
    REQUIRE(home);
    TokenWire wire(world.server, Token::from(home->token).value());
    SimDevice fresh("fresh", world.random.next(),
                    Recovering{lost->code(), seed, *home, false,
                               [&](Vault& vault) { return fetch_all(vault, wire); }});
    CHECK(world.has_note(fresh, before, "before"));
    CHECK(world.has_note(fresh, after, "after"));
    CHECK(find_item(fresh.window(), cems));
    CHECK(at.inbox_seed(fresh, fresh.root()) == at.inbox_seed(world.ade, fresh.root()));
  }
}

TEST_CASE("Devices.OneWhoseJoiningWasCutShortIsOnNoCard", "[simulation][devices]") {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& guest = at.add(world.ade, "guest", false);
  world.sync(world.ade);
  REQUIRE(known_card(world.ade.window(), world.ade.root())->speaks(id_of(guest)));
  SeededRandom random(3);
  world.ade.crash_and_restart(Crash::kill, random);
  CHECK_FALSE(known_card(world.ade.window(), world.ade.root())->speaks(id_of(guest)));
  CHECK_FALSE(fact(world.ade.window().db(), kFactPairing));
  const EntityId note = world.write_note(world.ade, "after the attempt");
  at.sync_all();
  CHECK_FALSE(find_item(guest.window(), note));
  CHECK(world.has_note(world.bea, note, "after the attempt"));
}

#ifdef ALONGSIDE_PLANTS

// Whether a removed device is shut out of Mo's notes, Bea's of Ade's record, and of what Cem begins
// to share; and the others are not.
bool shuts_out() {
  Devices at;
  TwoCoaches& world = at.world;
  SimDevice& lost = at.add(world.ade, "lost");
  SimDevice& beas = at.add(world.bea, "Bea's");
  at.sync_all();
  at.remove(world.ade, lost);
  at.remove(world.bea, beas);
  at.sync({&world.ade, &world.bea, &world.cem}, 4);
  world.write_note(world.ade, "after both");
  const auto goal = add_entry(world.ade.window(), {world.mo, kSectionGoals}, kKindGoal,
                              {text_of_field(kGoalWording, "a goal after both")});
  at.cem_shares_with_ade();
  at.sync_all();
  const Key seed = at.inbox_seed(world.ade, world.ade.root());
  return goal && !holds_bytes(lost, view_of("after both")) &&
         !holds_bytes(beas, view_of("after both")) && !holds_bytes(lost, seed.view()) &&
         !holds_bytes(lost, view_of("by Cem for Ade"));
}

bool keeps_new_records_everywhere() {
  Devices at;
  SimDevice& tablet = at.add(at.world.ade, "tablet");
  at.sync_all();
  if (!add_person(tablet.window(), "Kit", "en")) return false;
  at.sync_all();
  return people(at.world.ade.window()).size() == 2;
}

TEST_CASE("Devices.PlantedBugsAreCaught", "[simulation][devices][plant]") {
  for (const char* bug :
       {"removed_devices_of_members_go_on", "a_section_is_forgotten",
        "removed_devices_get_the_inbox", "the_inbox_is_not_replaced", "removal_leaves_the_keys"}) {
    INFO(bug);
    CHECK(is_caught(bug, shuts_out));
  }
  CHECK(is_caught("new_records_stay_on_one_device", keeps_new_records_everywhere));
}

#endif

}  // namespace
}  // namespace alongside
