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

std::vector<std::size_t> current_events(std::span<const RelationshipEvent> events) {
  std::set<EntityId> followed;
  for (const RelationshipEvent& event : events) {
    for (const EntityId& before : event.follows) {
      if (before != event.id) followed.insert(before);
    }
  }
  std::vector<std::size_t> current;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (followed.count(events[i].id) == 0) current.push_back(i);
  }
  if (current.empty()) {  // each says that it follows another: nobody's word is taken for it
    for (std::size_t i = 0; i < events.size(); ++i) current.push_back(i);
  }
  const auto is_death = [&](std::size_t i) {
    return status_after(events[i]) == RelationshipStatus::died;
  };
  if (std::any_of(current.begin(), current.end(), is_death)) {
    std::erase_if(current, [&](std::size_t i) { return !is_death(i); });
  }
  return current;
}

}  // namespace alongside
