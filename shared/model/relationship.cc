#include "shared/model/relationship.h"

#include <algorithm>
#include <set>

namespace alongside {
namespace {

constexpr std::string_view kEvents[] = {kBegan,    kPaused,    kPickedUpAgain, kFinishedForNow,
                                        kReturned, kLostTouch, kDied};
constexpr std::string_view kDeciders[] = {kDecidedByPerson, kDecidedByBoth, kDecidedByOther};

}  // namespace

std::span<const std::string_view> words_of_events() { return kEvents; }
std::span<const std::string_view> words_of_deciders() { return kDeciders; }

RelationshipStatus status_after(const RelationshipEvent& event) {
  const std::string_view what = event.what;
  if (what == kBegan || what == kPickedUpAgain || what == kReturned) {
    return RelationshipStatus::alongside;
  }
  if (what == kPaused) return RelationshipStatus::paused;
  if (what == kLostTouch) return RelationshipStatus::lost_touch;
  if (what == kDied) return RelationshipStatus::died;
  if (what != kFinishedForNow) return RelationshipStatus::unknown;
  const bool is_their_choice =
      event.decided_by == kDecidedByPerson || event.decided_by == kDecidedByBoth;
  return is_their_choice ? RelationshipStatus::finished_for_now : RelationshipStatus::lost_touch;
}

std::string_view name_of(RelationshipStatus status) {
  switch (status) {
    case RelationshipStatus::alongside:
      return "alongside";
    case RelationshipStatus::paused:
      return "paused";
    case RelationshipStatus::finished_for_now:
      return "finished_for_now";
    case RelationshipStatus::lost_touch:
      return "lost_touch";
    case RelationshipStatus::died:
      return "died";
    case RelationshipStatus::unknown:
      return "unknown";
  }
  return "unknown";
}

namespace {

// Of one record's events, by their places in `events`, those that no other one follows; all where
// each says that it follows another: nobody's word is taken for it.
std::vector<std::size_t> unfollowed(std::span<const EventOfRecord> events, std::size_t record) {
  std::set<EntityId> followed;
  std::vector<std::size_t> all, current;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].record != record) continue;
    all.push_back(i);
    for (const EntityId& before : events[i].event.follows) {
      if (before != events[i].event.id) followed.insert(before);
    }
  }
  for (const std::size_t i : all) {
    if (!followed.contains(events[i].event.id)) current.push_back(i);
  }
  return current.empty() ? all : current;
}

// The ids that an event of the list follows from another record.
std::set<EntityId> followed_across(std::span<const EventOfRecord> events,
                                   std::span<const FollowsAcross> across) {
  std::set<EntityId> here, followed;
  for (const EventOfRecord& one : events) here.insert(one.event.id);
  for (const FollowsAcross& one : across) {
    if (here.contains(one.event)) followed.insert(one.follows.begin(), one.follows.end());
  }
  return followed;
}

}  // namespace

std::vector<std::size_t> current_events(std::span<const EventOfRecord> events,
                                        std::span<const FollowsAcross> across) {
  std::set<std::size_t> records;
  for (const EventOfRecord& one : events) records.insert(one.record);
  std::vector<std::size_t> current;
  for (const std::size_t record : records) {
    const auto of_one = unfollowed(events, record);
    current.insert(current.end(), of_one.begin(), of_one.end());
  }
  std::sort(current.begin(), current.end());
  const auto followed = followed_across(events, across);
  std::vector<std::size_t> left = current;
  std::erase_if(left, [&](std::size_t i) { return followed.contains(events[i].event.id); });
  if (!left.empty()) current = std::move(left);
  const auto is_death = [&](std::size_t i) {
    return status_after(events[i].event) == RelationshipStatus::died;
  };
  if (std::any_of(current.begin(), current.end(), is_death)) {
    std::erase_if(current, [&](std::size_t i) { return !is_death(i); });
  }
  return current;
}

std::vector<std::size_t> current_events(std::span<const RelationshipEvent> events) {
  std::vector<EventOfRecord> of_one_record;
  for (const RelationshipEvent& event : events) of_one_record.push_back({0, event});
  return current_events(of_one_record, {});
}

}  // namespace alongside
