// The laws of what is derived from the events of a relationship.
#include "shared/model/relationship.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/model/kinds.h"
#include "shared/model/values.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

using Events = std::vector<RelationshipEvent>;

EntityId id_of(unsigned number) {
  EntityId id;
  id.bytes[0] = static_cast<std::byte>(number);
  return id;
}

RelationshipEvent event(unsigned number, std::string_view what, std::vector<EntityId> follows,
                        std::string_view decided_by = "") {
  return {id_of(number), std::string(what), std::string(decided_by), std::move(follows)};
}

std::vector<RelationshipStatus> statuses(const Events& events) {
  std::vector<RelationshipStatus> list;
  for (const std::size_t place : current_events(events)) {
    list.push_back(status_after(events[place]));
  }
  return list;
}

std::set<EntityId> current_ids(const Events& events) {
  std::set<EntityId> ids;
  for (const std::size_t place : current_events(events)) ids.insert(events[place].id);
  return ids;
}

void shuffle(SeededRandom& random, Events& events) {
  for (std::size_t i = events.size(); i > 1; --i) std::swap(events[i - 1], events[random.below(i)]);
}

// A few devices that record what happens, each on top of what it has, and hear of each other now
// and then. `past` is who had had what, kept beside the events themselves.
struct Apart {
  Events all;
  std::map<EntityId, std::set<EntityId>> past;

  explicit Apart(SeededRandom& random) {
    std::vector<Events> devices(1 + random.below(3));
    for (std::size_t steps = random.below(14); steps > 0; --steps) {
      Events& here = devices[random.below(devices.size())];
      if (random.below(3) == 0) {
        hear(here, devices[random.below(devices.size())]);
        continue;
      }
      RelationshipEvent next;
      next.id = random.id<EntityId>();
      const auto words = words_of_events();
      next.what = words[random.below(words.size())];
      next.decided_by = random.below(2) == 0 ? "" : words_of_deciders()[random.below(3)];
      for (const RelationshipEvent& before : here) {
        next.follows.push_back(before.id);
        past[next.id].insert(before.id);
      }
      here.push_back(next);
      all.push_back(next);
    }
  }

  static void hear(Events& here, const Events& other) {
    for (const RelationshipEvent& event : other) {
      const bool is_known =
          std::any_of(here.begin(), here.end(),
                      [&](const RelationshipEvent& known) { return known.id == event.id; });
      if (!is_known) here.push_back(event);
    }
  }

  bool had(const RelationshipEvent& later, const RelationshipEvent& earlier) const {
    const auto found = past.find(later.id);
    return found != past.end() && found->second.count(earlier.id) != 0;
  }
};

TEST_CASE("Relationship.WhatNobodyHasGoneOnFromIsCurrent", "[model]") {
  check_property("current = what nobody had when they went on", [](std::uint64_t seed) {
    SeededRandom random(seed);
    const Apart apart(random);
    std::set<EntityId> tops, deaths;
    for (const RelationshipEvent& event : apart.all) {
      const bool is_passed =
          std::any_of(apart.all.begin(), apart.all.end(),
                      [&](const RelationshipEvent& later) { return apart.had(later, event); });
      if (is_passed) continue;
      tops.insert(event.id);
      if (event.what == kDied) deaths.insert(event.id);
    }
    RC_ASSERT(current_ids(apart.all) == (deaths.empty() ? tops : deaths));
  });
}

TEST_CASE("Relationship.OrderOfArrivalDoesNotMatter", "[model]") {
  check_property("any order, the same events", [](std::uint64_t seed) {
    SeededRandom random(seed);
    Events events = Apart(random).all;
    const std::set<EntityId> before = current_ids(events);
    shuffle(random, events);
    RC_ASSERT(current_ids(events) == before);
    RC_ASSERT(before.empty() == events.empty());
  });
}

TEST_CASE("Relationship.OneWhoHasEverythingSettlesIt", "[model]") {
  check_property("the next event stands alone", [](std::uint64_t seed) {
    SeededRandom random(seed);
    Events events = Apart(random).all;
    RelationshipEvent next{random.id<EntityId>(), std::string(kPaused), "", {}};
    for (const RelationshipEvent& before : events) next.follows.push_back(before.id);
    events.push_back(next);
    RC_ASSERT(current_ids(events) == std::set<EntityId>{next.id});
  });
}

TEST_CASE("Relationship.AnEventThatIsTakenAwayBringsBackNothingThatWasPassed", "[model]") {
  const Events all = {event(1, kBegan, {}), event(2, kPaused, {id_of(1)}),
                      event(3, kPickedUpAgain, {id_of(1), id_of(2)})};
  const Events without_the_pause = {all[0], all[2]};
  CHECK(current_ids(without_the_pause) == std::set<EntityId>{id_of(3)});
  const Events without_the_last = {all[0], all[1]};
  CHECK(statuses(without_the_last) == std::vector{RelationshipStatus::paused});
}

TEST_CASE("Relationship.APauseAndAPickUpMadeApartBothStand", "[model]") {
  const Events events = {event(1, kPaused, {}), event(2, kPickedUpAgain, {id_of(1)}),
                         event(3, kPaused, {id_of(1)})};
  CHECK(statuses(events) == std::vector{RelationshipStatus::alongside, RelationshipStatus::paused});
}

TEST_CASE("Relationship.OnlyThePersonFinishes", "[model]") {
  for (const std::string_view own : {kDecidedByPerson, kDecidedByBoth}) {
    CHECK(status_after(event(1, kFinishedForNow, {}, own)) == RelationshipStatus::finished_for_now);
  }
  for (const std::string_view other :
       {kDecidedByOther, std::string_view(), std::string_view("x")}) {
    CHECK(status_after(event(1, kFinishedForNow, {}, other)) == RelationshipStatus::lost_touch);
  }
}

TEST_CASE("Relationship.ADeathStandsAloneUntilAnEventThatFollowsIt", "[model]") {
  Events events = {event(1, kPaused, {}), event(2, kDied, {id_of(1)}),
                   event(3, kPickedUpAgain, {id_of(1)})};
  CHECK(statuses(events) == std::vector{RelationshipStatus::died});
  events.push_back(event(4, kPickedUpAgain, {id_of(1), id_of(2), id_of(3)}));
  CHECK(statuses(events) == std::vector{RelationshipStatus::alongside});
}

TEST_CASE("Relationship.EventsThatFollowEachOtherInARingAllStand", "[model]") {
  const Events ring = {event(1, kPaused, {id_of(2)}), event(2, kReturned, {id_of(1)})};
  CHECK(statuses(ring).size() == 2);
  CHECK(statuses({event(1, kPaused, {id_of(1)})}).size() == 1);
}

TEST_CASE("Relationship.AWordOfANewerAppIsKeptAsUnknown", "[model]") {
  CHECK(status_after(event(1, "moved_away", {})) == RelationshipStatus::unknown);
  const KindSpec& kind = *find_kind(kKindRelationshipEvent);
  for (const std::string_view word : words_of_events()) {
    CHECK(typed_value(kind, *kind.field("what"), word, {}));
    CHECK(status_after(event(1, word, {})) != RelationshipStatus::unknown);
  }
  CHECK_FALSE(typed_value(kind, *kind.field("what"), "closed", {}));
  CHECK(kind.rules.append_only);
}

}  // namespace
}  // namespace alongside
