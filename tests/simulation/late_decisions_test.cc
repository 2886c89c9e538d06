#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/erase_record.h"
#include "client/store/inbox.h"
#include "client/store/remove_device.h"
#include "client/store/sharing.h"
#include "client/store/status.h"
#include "client/store/take_record.h"
#include "client/store/tray.h"
#include "client/sync/recover.h"
#include "shared/consent/ended.h"
#include "shared/consent/message.h"
#include "shared/model/kinds.h"
#include "tests/simulation/handing_over.h"
#include "tests/simulation/own_devices.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/planted.h"
#include "tests/support/temp_folder.h"

// What somebody decides or writes on a device that speaks for the record no more, and has not heard
// of it (docs/spec/hand-over.md, docs/spec/consent.md).

namespace alongside {
namespace {

bool reads(SimDevice& owner, const SpaceId& space, std::uint64_t part, const RootId& who) {
  Vault& vault = owner.window();
  const auto section = find_section(vault.db(), space, part);
  const SectionEpochs epochs = section_epochs(vault, section->id);
  const EpochRecord* head = epochs.head();
  return head != nullptr && member_under(*head, who) != nullptr;
}

bool has_keys(SimDevice& device, const SpaceId& space, std::uint64_t part) {
  return find_space(device.window().db(), space) && !keys_of_section(device, space, part).empty();
}

// Ade stops Cem when Mo has taken over already.
bool a_late_stop_is_heard() {
  HandingOver it;
  TwoCoaches& world = it.world;
  if (!it.take()) return false;
  world.sync(*it.mo);
  if (!stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.cem.root()})) return false;
  it.sync_all(6);
  const EntityId after = world.write_note(*it.mo, "not for Cem");
  it.sync_all();
  return !reads(*it.mo, world.mo, kSectionNotes, world.cem.root()) &&
         reads(*it.mo, world.mo, kSectionNotes, world.bea.root()) &&
         !has_keys(world.cem, world.mo, kSectionNotes) && !it.is_kept_by(world.ade) &&
         world.has_note(world.bea, after, "not for Cem");
}

TEST_CASE("LateDecisions.AStopOfWhoHeldTheRecordIsHeard", "[simulation][hand-over]") {
  CHECK(a_late_stop_is_heard());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("late_keys_are_refused", a_late_stop_is_heard));
#endif
}

// Ade hands the record over as a file, and stops Cem when it has been received: of the device that
// received it Ade knows nothing yet.
bool a_stop_is_heard_where_no_device_was_known() {
  TwoCoaches world;
  world.sync_all();
  const TempFolder folder;
  const auto file = folder.path() / "record";
  const auto taken =
      take_record(world.ade.window(), world.mo, world.ade.roots_key(), file, FileFor::taking_over);
  if (!taken) return false;
  SimDevice mo("Mo", 77, RecordFile{file, read_recovery_code(taken->code).value()});
  mo.home = world.enrol_device(mo);
  world.sync(mo);
  if (!stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.cem.root()})) return false;
  for (int round = 0; round < 6; ++round) {
    for (SimDevice* device : {&world.ade, &mo, &world.bea, &world.cem}) world.sync(*device);
  }
  return !reads(mo, world.mo, kSectionNotes, world.cem.root()) &&
         reads(mo, world.mo, kSectionNotes, world.bea.root()) &&
         !has_keys(world.cem, world.mo, kSectionNotes) &&
         !has_keys(world.ade, world.mo, kSectionNotes);
}

TEST_CASE("LateDecisions.AStopIsHeardAfterAHandOverByFile", "[simulation][hand-over]") {
  CHECK(a_stop_is_heard_where_no_device_was_known());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("what_was_decided_late_is_lost", a_stop_is_heard_where_no_device_was_known));
#endif
}

// Ade shares the goals with Dan when Mo has taken over already.
bool a_late_share_counts_for_nothing() {
  HandingOver it;
  TwoCoaches& world = it.world;
  SimDevice dan("Dan", 98);
  dan.home = world.enrol_device(dan);
  if (!add_contact(world.ade.window(), my_card(dan.window()))) return false;
  if (!add_contact(dan.window(), my_card(world.ade.window()))) return false;
  if (!add_contact(it.mo->window(), my_card(dan.window()))) return false;
  if (!it.take()) return false;
  world.sync(*it.mo);
  const bool is_shared = share_section(world.ade.window(), {.space = world.mo,
                                                            .section = kSectionGoals,
                                                            .contact = dan.root(),
                                                            .why = "to help",
                                                            .language = "en"})
                             .has_value();
  if (!is_shared) return false;
  for (int round = 0; round < 6; ++round) {
    it.sync_all(1);
    world.sync(dan);
  }
  return !reads(*it.mo, world.mo, kSectionGoals, dan.root()) &&
         !has_keys(dan, world.mo, kSectionGoals);
}

TEST_CASE("LateDecisions.AShareOfWhoHeldTheRecordCountsForNothing", "[simulation][hand-over]") {
  CHECK(a_late_share_counts_for_nothing());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("shares_of_former_holders_count", a_late_share_counts_for_nothing));
#endif
}

// Ade writes the first thing ever about a part of the record when Mo has taken over already.
bool the_first_words_of_a_part_reach_the_tray() {
  HandingOver it;
  TwoCoaches& world = it.world;
  constexpr std::string_view kWords = "qzjxkvbwpyfm";
  if (!it.take()) return false;
  world.sync(*it.mo);
  const SectionSpec* about = find_section("about");
  const auto made = add_entry(world.ade.window(), {world.mo, about->number}, kKindNote,
                              {text_of_field(kNoteBody, std::string(kWords))});
  if (!made) return false;
  it.sync_all(7);
  const auto waiting = held_notes(it.mo->window(), world.mo);
  return waiting.size() == 1 && waiting.front().texts.front() == kWords &&
         !it.is_kept_by(world.ade) && !has_keys(world.ade, world.mo, about->number);
}

TEST_CASE("LateDecisions.TheFirstWordsOfAPartReachTheTray", "[simulation][hand-over]") {
  CHECK(the_first_words_of_a_part_reach_the_tray());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("parts_are_begun_apart", the_first_words_of_a_part_reach_the_tray));
#endif
}

// Dan has Ade's share waiting, for he has not met Ade, when Mo takes over. Then he meets Mo.
bool what_had_not_arrived_comes_from_the_person() {
  HandingOver it;
  TwoCoaches& world = it.world;
  SimDevice dan("Dan", 98);
  dan.home = world.enrol_device(dan);
  if (!add_contact(world.ade.window(), my_card(dan.window()))) return false;
  const EntityId note = world.write_note(world.ade, "for Dan, too");
  if (!share_section(world.ade.window(), {.space = world.mo,
                                          .section = kSectionNotes,
                                          .contact = dan.root(),
                                          .why = "to help",
                                          .language = "en"})) {
    return false;
  }
  it.sync_all();
  world.sync(dan);
  if (!add_contact(it.mo->window(), my_card(dan.window())) || !it.take()) return false;
  it.sync_all(6);
  if (!add_contact(dan.window(), my_card(it.mo->window()))) return false;
  for (int round = 0; round < 3; ++round) {
    world.sync(dan);
    it.sync_all(1);
  }
  return world.has_note(dan, note, "for Dan, too");
}

TEST_CASE("LateDecisions.AShareThatHadNotArrivedComesFromThePerson", "[simulation][hand-over]") {
  CHECK(what_had_not_arrived_comes_from_the_person());
}

// The small world, in which Ade has a tablet.
struct WithTablet {
  TwoCoaches world;
  SimDevice tablet{"Ade's tablet", 99};

  WithTablet() {
    world.sync_all();
    tablet.home = world.enrol_device(tablet);
    make_own_device(world.ade, tablet);
    sync_all(4);
  }
  void remove() {
    const DeviceId gone = tablet.window().device().id();
    REQUIRE(remove_device(world.ade.window(), gone, world.ade.roots_key()));
    world.sync(world.ade);
  }
  void sync_all(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : {&world.ade, &tablet, &world.bea, &world.cem}) world.sync(*device);
    }
  }
};

// It was removed and does not know.
struct Removed : WithTablet {
  Removed() { remove(); }
};

// The tablet shared with Dan, who had not met Ade; when he has, the tablet was removed.
struct SharedByTablet : WithTablet {
  SimDevice dan{"Dan", 98};
  EntityId note;

  explicit SharedByTablet(bool is_heard) {
    dan.home = world.enrol_device(dan);
    note = world.write_note(world.ade, "for Dan, too");
    sync_all(2);
    REQUIRE(add_contact(tablet.window(), my_card(dan.window())));
    REQUIRE(share_section(tablet.window(), {.space = world.mo,
                                            .section = kSectionNotes,
                                            .contact = dan.root(),
                                            .why = "to help",
                                            .language = "en"}));
    world.sync(tablet);
    if (is_heard) sync_all(3);
    world.sync(dan);
    remove();
    REQUIRE(add_contact(dan.window(), my_card(world.ade.window())));
  }
};

TEST_CASE("LateDecisions.WhatARemovedDeviceGaveIsGivenAgain", "[simulation][devices]") {
  SharedByTablet it(true);
  for (int round = 0; round < 3; ++round) {
    it.sync_all(1);
    it.world.sync(it.dan);
  }
  CHECK(it.world.has_note(it.dan, it.note, "for Dan, too"));
}

bool nobody_else_vouches_for_a_removed_device() {
  SharedByTablet it(false);
  return !has_keys(it.dan, it.world.mo, kSectionNotes);
}

TEST_CASE("LateDecisions.NobodyElseVouchesForARemovedDevice", "[simulation][devices]") {
  CHECK(nobody_else_vouches_for_a_removed_device());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("any_device_of_a_holder_vouches", nobody_else_vouches_for_a_removed_device));
#endif
}

// The tablet stops Cem.
bool a_removed_devices_stop_is_heard() {
  Removed it;
  TwoCoaches& world = it.world;
  if (!stop_sharing(it.tablet.window(), {world.mo, kSectionNotes, world.cem.root()})) return false;
  it.sync_all(5);
  const EntityId after = world.write_note(world.ade, "not for Cem");
  it.sync_all(3);
  return !reads(world.ade, world.mo, kSectionNotes, world.cem.root()) &&
         world.has_note(world.bea, after, "not for Cem") && !find_item(it.tablet.window(), after) &&
         !has_keys(world.cem, world.mo, kSectionNotes);
}

TEST_CASE("LateDecisions.AStopOfARemovedDeviceIsHeard", "[simulation][devices]") {
  CHECK(a_removed_devices_stop_is_heard());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("late_keys_are_refused", a_removed_devices_stop_is_heard));
#endif
}

// Who found a tablet that was removed goes on stopping whoever is shared with again.
TEST_CASE("LateDecisions.OfARemovedDeviceOnlySoManyAreHeard", "[simulation][devices]") {
  Removed it;
  TwoCoaches& world = it.world;
  const auto share = [&](SimDevice& on) {
    return share_section(on.window(), {.space = world.mo,
                                       .section = kSectionNotes,
                                       .contact = world.cem.root(),
                                       .why = "again",
                                       .language = "en"})
        .has_value();
  };
  for (int i = 0; i < 20; ++i) {  // it never hears, and goes on
    REQUIRE(stop_sharing(it.tablet.window(), {world.mo, kSectionNotes, world.cem.root()}));
    REQUIRE(share(it.tablet));
  }
  it.sync_all(5);
  if (!reads(world.ade, world.mo, kSectionNotes, world.cem.root())) REQUIRE(share(world.ade));
  CHECK(reads(world.ade, world.mo, kSectionNotes, world.cem.root()));
  const auto waiting = status(world.ade.window()).waiting;
  CHECK(std::any_of(waiting.begin(), waiting.end(),
                    [](const auto& one) { return one.what == "message"; }));
}

// It says that Ade's own words count no more, as an owner says it to somebody who is stopped.
bool the_owners_words_stay() {
  Removed it;
  TwoCoaches& world = it.world;
  const EntityId note = world.write_note(world.ade, "by Ade");
  it.sync_all(2);
  const RootId owner = record_owner(world.ade.window(), world.mo);
  StopNotice notice;
  notice.space = world.mo;
  notice.section = kSectionNotes;
  const DeviceId ade = world.ade.window().device().id();
  notice.ended = {ade, as_holder(ade)};
  {
    Transaction transaction(it.tablet.window().db());
    const bool is_sent = send_message(it.tablet.window(), {owner, owner, MessageKind::stop_notice,
                                                           encode_notice(notice)})
                             .has_value();
    transaction.commit();
    if (!is_sent) return false;
  }
  it.sync_all(3);
  const EntityId later = world.write_note(world.ade, "by Ade, later");
  it.sync_all(3);
  return world.has_note(world.ade, note, "by Ade") &&
         world.has_note(world.ade, later, "by Ade, later") &&
         world.has_note(world.bea, later, "by Ade, later") &&
         held_notes(world.ade.window(), world.mo).empty();
}

TEST_CASE("LateDecisions.ARemovedDeviceEndsNothingOfTheOwners", "[simulation][devices]") {
  CHECK(the_owners_words_stay());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("owners_are_judged_by_notices", the_owners_words_stay));
#endif
}

TEST_CASE("LateDecisions.WhatIsToBeErasedIsNotHandedOver", "[simulation][hand-over]") {
  HandingOver it;
  Vault& ade = it.world.ade.window();
  REQUIRE(check_may_hand_over(ade, it.world.mo));
  REQUIRE(ask_to_erase(ade, it.world.mo, it.world.ade.roots_key()));
  const auto may = check_may_hand_over(ade, it.world.mo);
  REQUIRE_FALSE(may);
  CHECK(may.error().code == ErrorCode::refused);
  REQUIRE(call_off_erasing(ade, it.world.mo));
  CHECK(check_may_hand_over(ade, it.world.mo));
}

// Ade's tablet is lost when Mo has taken over, before it hears of that; what the recovery code
// gives back is let go of again.
TEST_CASE("LateDecisions.ARecoveredHolderLetsGoAgain", "[simulation][hand-over]") {
  HandingOver it;
  TwoCoaches& world = it.world;
  REQUIRE(it.take());
  world.sync(*it.mo);
  const Key seed = Key::random(world.random);
  TokenWire enrolling(world.server, std::nullopt);
  const RecoveryServer server{world.ade.home->url, {}, false, {}};
  const auto home = enrol_to_recover(world.ade.code(), seed, server, enrolling);
  REQUIRE(home);
  TokenWire wire(world.server, Token::from(home->token).value());
  const auto fetch = [&](Vault& vault) { return fetch_all(vault, wire); };
  SimDevice fresh("Ade's new tablet", 55, Recovering{world.ade.code(), seed, *home, false, fetch});
  for (int round = 0; round < 4; ++round) {
    world.sync(fresh);
    world.sync(*it.mo);
  }
  CHECK_FALSE(it.is_kept_by(fresh));
  CHECK_FALSE(has_keys(fresh, world.mo, kSectionNotes));
}

}  // namespace
}  // namespace alongside
