// The laws of what joins add up to, and of how it is now where several records tell of a person.
#include "shared/model/joined.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/model/relationship.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

SpaceId record(std::size_t number) {
  SpaceId id;
  id.bytes[0] = static_cast<std::byte>(number);
  return id;
}

std::vector<Join> some_joins(SeededRandom& random) {
  std::vector<Join> joins(random.below(8));
  for (Join& join : joins) {
    for (std::size_t left = 2 + random.below(2); left > 0; --left) {
      join.push_back(record(random.below(9)));
    }
  }
  return joins;
}

// The same, by spreading what is said until nothing changes.
std::set<std::set<SpaceId>> naive_groups(const std::vector<Join>& joins) {
  std::map<SpaceId, std::set<SpaceId>> with;
  for (const Join& join : joins) {
    for (const SpaceId& one : join) with[one].insert(join.begin(), join.end());
  }
  for (bool has_grown = true; has_grown;) {
    has_grown = false;
    for (auto& [one, others] : with) {
      const std::size_t before = others.size();
      for (const SpaceId& other : std::set<SpaceId>(others)) {
        others.insert(with[other].begin(), with[other].end());
      }
      has_grown = has_grown || others.size() != before;
    }
  }
  std::set<std::set<SpaceId>> groups;
  for (const auto& [one, others] : with) {
    if (others.size() > 1) groups.insert(others);
  }
  return groups;
}

std::set<std::set<SpaceId>> as_sets(const std::vector<std::vector<SpaceId>>& groups) {
  std::set<std::set<SpaceId>> sets;
  for (const auto& group : groups) sets.emplace(group.begin(), group.end());
  return sets;
}

}  // namespace

TEST_CASE("Joined.GroupsAreWhatTheJoinsHoldTogetherInAnyOrder", "[model]") {
  check_property("groups are the connected records", [](std::uint64_t seed) {
    SeededRandom random(seed);
    std::vector<Join> joins = some_joins(random);
    const auto groups = groups_of(joins);
    RC_ASSERT(as_sets(groups) == naive_groups(joins));
    for (const auto& group : groups) {
      RC_ASSERT(group.size() > 1);
      RC_ASSERT(std::is_sorted(group.begin(), group.end()));
    }
    for (std::size_t i = joins.size(); i > 1; --i) std::swap(joins[i - 1], joins[random.below(i)]);
    for (Join& join : joins) std::reverse(join.begin(), join.end());
    RC_ASSERT(groups_of(joins) == groups);
  });
}

TEST_CASE("Joined.BridgesHoldTheRestTogetherAndAreNoMoreThanItTakes", "[model]") {
  check_property("with the bridges all are one group", [](std::uint64_t seed) {
    SeededRandom random(seed);
    std::vector<Join> joins = some_joins(random);
    std::vector<SpaceId> all;
    for (std::size_t i = 0; i < 2 + random.below(7); ++i) all.push_back(record(i));
    const std::vector<Join> missing = bridges(all, joins);
    joins.insert(joins.end(), missing.begin(), missing.end());
    const auto groups = groups_of(joins);
    const auto has_all = [&](const std::vector<SpaceId>& group) {
      return std::includes(group.begin(), group.end(), all.begin(), all.end());
    };
    RC_ASSERT(std::any_of(groups.begin(), groups.end(), has_all));
    RC_ASSERT(bridges(all, joins).empty());
    for (const Join& one : missing) {
      std::vector<Join> without = joins;
      without.erase(std::find(without.begin(), without.end(), one));
      RC_ASSERT(bridges(all, without).size() == 1u);
    }
  });
}

namespace {

EntityId id_of(unsigned number) {
  EntityId id;
  id.bytes[0] = static_cast<std::byte>(number);
  return id;
}

EventOfRecord event(std::size_t of, unsigned number, std::string_view what,
                    std::vector<EntityId> follows = {}) {
  return {of, {id_of(number), std::string(what), "", std::move(follows)}};
}

using Places = std::vector<std::size_t>;

}  // namespace

TEST_CASE("JoinedEvents.AreThoseOfEachRecordUntilOneFollowsTheOther", "[model]") {
  const std::vector<EventOfRecord> events = {event(0, 1, kBegan), event(1, 2, kPaused),
                                             event(0, 3, kPickedUpAgain, {id_of(1)})};
  CHECK(current_events(events, {}) == Places{1, 2});
  const std::vector<FollowsAcross> across = {{id_of(3), {id_of(2)}}};
  CHECK(current_events(events, across) == Places{2});
  // What follows has to be there.
  CHECK(current_events(std::span(events).first(2), across) == Places{0, 1});
}

// Whoever may write in one record only.
TEST_CASE("JoinedEvents.OfOneRecordSayNothingOfThoseOfAnother", "[model]") {
  const std::vector<EventOfRecord> events = {event(0, 1, kPaused, {id_of(2)}),
                                             event(1, 2, kReturned)};
  CHECK(current_events(events, {}) == Places{0, 1});
}

TEST_CASE("JoinedEvents.ADeathInOneRecordIsShownAlone", "[model]") {
  const std::vector<EventOfRecord> events = {event(0, 1, kBegan), event(1, 2, kDied)};
  CHECK(current_events(events, {}) == Places{1});
  const std::vector<FollowsAcross> ring = {{id_of(1), {id_of(2)}}, {id_of(2), {id_of(1)}}};
  CHECK(current_events(events, ring) == Places{1});
}

}  // namespace alongside
