#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/change/change.h"

namespace alongside {

// What happened between a person and those who walk alongside them (docs/spec/model.md). Where that
// leaves them is derived from the events, by these functions, and kept nowhere.

inline constexpr std::string_view kBegan = "began";
inline constexpr std::string_view kPaused = "paused";
inline constexpr std::string_view kPickedUpAgain = "picked_up_again";
inline constexpr std::string_view kFinishedForNow = "finished_for_now";
inline constexpr std::string_view kReturned = "returned";
inline constexpr std::string_view kLostTouch = "lost_touch";
inline constexpr std::string_view kDied = "died";
// In the order they are offered.
std::span<const std::string_view> words_of_events();

// Whose decision it was.
inline constexpr std::string_view kDecidedByPerson = "person";
inline constexpr std::string_view kDecidedByBoth = "both";
inline constexpr std::string_view kDecidedByOther = "other";
std::span<const std::string_view> words_of_deciders();

// One event, as far as it bears on the others.
struct RelationshipEvent {
  EntityId id;
  std::string what;               // a word of the list; another one is of a newer app
  std::string decided_by;         // a word of the list, or nothing
  std::vector<EntityId> follows;  // the events that its author had before them
};

enum class RelationshipStatus : std::uint8_t {
  alongside,  // began, picked up again, returned
  paused,
  finished_for_now,
  lost_touch,
  died,
  unknown,  // of a newer app
};

// Where an event leaves the two, as long as no other one follows it. Finishing is the person's to
// decide: finished without their word is lost touch, which stays open.
RelationshipStatus status_after(const RelationshipEvent& event);

// The word of a status in exports: "alongside", "paused" …
std::string_view name_of(RelationshipStatus status);

// The events that say how it is now, as places in `events`, ascending: those that no other one
// follows, all of them where events were recorded apart. Somebody's death, until an event that
// follows it says otherwise, is not shown beside anything else. Depends on the set of events alone;
// empty only if that is. No clock has a say.
std::vector<std::size_t> current_events(std::span<const RelationshipEvent> events);

// The same of a person whose records were joined. An event follows others of its own record only;
// that it follows those of another is what whoever joined them keeps for themselves: `across`. What
// is there is said of events by the place of their record and their id.
struct EventOfRecord {
  std::size_t record = 0;
  RelationshipEvent event;
};
struct FollowsAcross {
  EntityId event;
  std::vector<EntityId> follows;
};
std::vector<std::size_t> current_events(std::span<const EventOfRecord> events,
                                        std::span<const FollowsAcross> across);

}  // namespace alongside
