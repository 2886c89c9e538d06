// Records that somebody joined, on two of their devices and beside somebody who reads one of them.
#include "client/store/joined.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/relationship.h"
#include "client/store/shares.h"
#include "shared/base/check.h"
#include "tests/simulation/own_devices.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

// The small world, where Ade has a tablet, too, and met Mo a second time under another name. Mo's
// first record is shared with Bea and Cem; the second one with nobody.
struct MetTwice {
  explicit MetTwice(std::uint64_t seed = 1) : world(seed), tablet("Ade's tablet", seed + 99) {
    world.sync_all();
    tablet.home = world.enrol_device(tablet);
    make_own_device(world.ade, tablet);
    second = add_person(world.ade.window(), "Mohammed", "en").value();
    sync_all();
  }
  void sync_all(int rounds = 4) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : {&world.ade, &tablet, &world.bea, &world.cem}) {
        static_cast<void>(world.sync(*device));
      }
    }
  }
  EntityId note(SimDevice& on, const SpaceId& record, const std::string& words) {
    return add_entry(on.window(), {record, kSectionNotes}, kKindNote,
                     {text_of_field(kNoteBody, words)})
        .value();
  }
  static std::set<std::pair<SpaceId, EntityId>> shown(SimDevice& on, const SpaceId& person) {
    std::set<std::pair<SpaceId, EntityId>> found;
    const auto records = records_with(on.window(), person);
    for (const Item& item : items_of(on.window(), records, {})) {
      found.emplace(item.name.space, item.name.id);
    }
    return found;
  }

  TwoCoaches world;
  SimDevice tablet;
  SpaceId second;
};

TEST_CASE("JoinedRecords.EditsMadeApartToEitherLandOnBothDevices", "[simulation][joined]") {
  MetTwice met;
  TwoCoaches& world = met.world;
  REQUIRE(join_records(world.ade.window(), world.mo, met.second));
  const EntityId one = met.note(world.ade, world.mo, "in the first, on the telephone");
  const EntityId two = met.note(met.tablet, met.second, "in the second, on the tablet");
  const EntityId three = met.note(world.bea, world.mo, "by Bea, in the first");
  met.sync_all();
  for (SimDevice* device : {&world.ade, &met.tablet}) {
    CHECK(records_with(device->window(), met.second) == std::vector<SpaceId>{world.mo, met.second});
    const auto shown = MetTwice::shown(*device, world.mo);
    CHECK(shown.contains({world.mo, one}));
    CHECK(shown.contains({met.second, two}));
    CHECK(shown.contains({world.mo, three}));
  }
  REQUIRE(unjoin_record(met.tablet.window(), met.second));
  const EntityId four = met.note(world.ade, met.second, "while it was taken back elsewhere");
  met.sync_all();
  for (SimDevice* device : {&world.ade, &met.tablet}) {
    CHECK(records_with(device->window(), world.mo) == std::vector<SpaceId>{world.mo});
    CHECK(MetTwice::shown(*device, met.second).contains({met.second, four}));
    CHECK_FALSE(MetTwice::shown(*device, world.mo).contains({met.second, two}));
  }
}

TEST_CASE("JoinedRecords.JoinedAnewWhileTakenBackApartStayJoined", "[simulation][joined]") {
  MetTwice met;
  TwoCoaches& world = met.world;
  REQUIRE(join_records(world.ade.window(), world.mo, met.second));
  met.sync_all();
  REQUIRE(unjoin_record(met.tablet.window(), met.second));
  REQUIRE(unjoin_record(world.ade.window(), met.second));
  REQUIRE(join_records(world.ade.window(), met.second, world.mo));
  met.sync_all();
  for (SimDevice* device : {&world.ade, &met.tablet}) {
    CHECK(records_with(device->window(), world.mo).size() == 2);
  }
  REQUIRE(
      unjoin_record(met.tablet.window(), world.mo));  // and one that has seen all takes all back
  met.sync_all();
  for (SimDevice* device : {&world.ade, &met.tablet}) {
    CHECK(records_with(device->window(), world.mo).size() == 1);
  }
}

// Whether Bea, who reads the first record, has anything of the second, or learns of the join.
bool sharing_one_shows_nothing_of_the_other() {
  MetTwice met;
  TwoCoaches& world = met.world;
  const EntityId secret = met.note(world.ade, met.second, "of the second alone");
  const auto pause =
      record_event(world.ade.window(), met.second, {kPaused, "", std::nullopt, std::nullopt});
  const auto joined = join_records(world.ade.window(), world.mo, met.second);
  const auto event =
      record_event(world.ade.window(), world.mo, {kPickedUpAgain, "", std::nullopt, std::nullopt});
  MUST(pause && joined && event);
  const ShareRequest more{.space = world.mo,
                          .section = find_section("about")->number,
                          .contact = world.bea.root(),
                          .why = "once more",
                          .language = "en",
                          .write = true};
  MUST(share_section(world.ade.window(), more));
  met.sync_all();
  const auto has_event = find_item(world.bea.window(), *event).has_value();
  const bool has_any =
      holds_bytes(world.bea, met.second.view()) || holds_bytes(world.bea, secret.view()) ||
      holds_bytes(world.bea, pause->view()) || holds_bytes(world.bea, joined->view());
  return has_event && !has_any && records_with(world.bea.window(), world.mo).size() == 1;
}

TEST_CASE("JoinedRecords.SharingOneShowsNothingOfTheOther", "[simulation][joined]") {
  CHECK(sharing_one_shows_nothing_of_the_other());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("a_join_lies_in_the_record", sharing_one_shows_nothing_of_the_other));
  CHECK(is_caught("an_event_names_other_records", sharing_one_shows_nothing_of_the_other));
#endif
}

TEST_CASE("JoinedRecords.OneThatIsNoLongerSharedLeavesTheOtherAsItWas", "[simulation][joined]") {
  MetTwice met;
  TwoCoaches& world = met.world;
  const EntityId theirs = world.write_note(world.ade, "in the record that Ade keeps");
  met.sync_all();
  const SpaceId own = add_person(world.bea.window(), "Mo from the market", "en").value();
  const EntityId mine = met.note(world.bea, own, "in the record that Bea keeps");
  REQUIRE(join_records(world.bea.window(), world.mo, own));
  CHECK(records_with(world.bea.window(), world.mo).front() == own);
  CHECK(MetTwice::shown(world.bea, own).contains({world.mo, theirs}));
  for (const std::uint64_t section : {kSectionNotes, kSectionGoals}) {
    REQUIRE(stop_sharing(world.ade.window(), {world.mo, section, world.bea.root()}));
  }
  met.sync_all();
  const auto shown = MetTwice::shown(world.bea, own);
  CHECK(shown.contains({own, mine}));
  CHECK_FALSE(shown.contains({world.mo, theirs}));
  const auto people = joined_people(world.bea.window());
  REQUIRE(people.size() == 1);
  CHECK(people[0].names == std::vector<std::string>{"Mo from the market"});
  REQUIRE(unjoin_record(world.bea.window(), own));
  CHECK(MetTwice::shown(world.bea, own).contains({own, mine}));
}

// People who act on either device as they like, apart, and hear of each other now and then.
class Hands {
 public:
  Hands(MetTwice& met, std::uint64_t seed) : met_(met), random_(seed) {
    records_ = {met.world.mo, met.second};
    for (const char* name : {"Grace", "Ines", "Tom"}) {
      records_.push_back(add_person(met.tablet.window(), name, "en").value());
    }
    met_.sync_all(2);
  }
  void act() {
    SimDevice& on = random_.below(2) == 0 ? met_.world.ade : met_.tablet;
    const SpaceId& one = records_[random_.below(records_.size())];
    const SpaceId& other = records_[random_.below(records_.size())];
    switch (random_.below(6)) {
      case 0:
      case 1:
        static_cast<void>(join_records(on.window(), one, other));
        break;
      case 2:
        static_cast<void>(unjoin_record(on.window(), one));
        break;
      case 3:
        static_cast<void>(unjoin_records(on.window(), one, other));
        break;
      case 4:
        written_.emplace_back(one, met_.note(on, one, "a note"));
        break;
      default:
        static_cast<void>(met_.world.sync(on));
    }
    look_at(on);
  }
  // What is shown of anybody is what their records hold, on any device, at any time.
  void look_at(SimDevice& on) {
    for (const SpaceId& person : records_) {
      std::set<std::pair<SpaceId, EntityId>> all;
      for (const SpaceId& record : records_with(on.window(), person)) {
        for (const Item& item : items(on.window(), {record, std::nullopt, std::nullopt})) {
          all.emplace(record, item.name.id);
        }
      }
      CHECK(MetTwice::shown(on, person) == all);
    }
  }
  void agree() {
    met_.sync_all();
    CHECK(joined_groups(met_.world.ade.window()) == joined_groups(met_.tablet.window()));
    for (SimDevice* device : {&met_.world.ade, &met_.tablet}) {
      look_at(*device);
      for (const auto& [record, note] : written_) {
        CHECK(MetTwice::shown(*device, record).contains({record, note}));
      }
    }
  }

 private:
  MetTwice& met_;
  SeededRandom random_;
  std::vector<SpaceId> records_;
  std::vector<std::pair<SpaceId, EntityId>> written_;
};

TEST_CASE("JoinedRecords.InAnyOrderOnTwoDevicesComeToTheSame", "[simulation][joined]") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    INFO("seed " << seed);
    MetTwice met(seed);
    Hands hands(met, seed);
    for (int turn = 0; turn < 4; ++turn) {
      for (int step = 0; step < 12; ++step) hands.act();
      hands.agree();
    }
  }
}

}  // namespace
}  // namespace alongside
