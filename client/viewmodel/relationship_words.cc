#include "client/viewmodel/relationship_words.h"

#include <algorithm>

#include "client/viewmodel/when.h"

namespace alongside {
namespace {

const char* key_of(const RelationshipEvent& event) {
  switch (status_after(event)) {
    case RelationshipStatus::alongside:
      if (event.what == kPickedUpAgain) return "relationship.picked_up";
      return event.what == kReturned ? "relationship.came_back" : "relationship.began";
    case RelationshipStatus::paused:
      return "relationship.paused";
    case RelationshipStatus::finished_for_now:
      return "relationship.finished";
    case RelationshipStatus::lost_touch:
      return "relationship.lost_touch";
    case RelationshipStatus::died:
      return "relationship.died";
    case RelationshipStatus::unknown:
      break;
  }
  return "relationship.newer";
}

bool says(const std::vector<ShownEvent>& current, RelationshipStatus status) {
  return std::any_of(current.begin(), current.end(),
                     [&](const ShownEvent& shown) { return status_after(shown.event) == status; });
}

}  // namespace

Phrase status_in_words(const ShownEvent& event, TimeMs now) {
  return phrase(key_of(event.event)).with("when", short_day(event.when, now));
}

Phrase event_in_words(const ShownEvent& event, TimeMs now) {
  const std::string_view what = event.event.what;
  if (what != kBegan && what != kPaused) return status_in_words(event, now);
  return phrase(what == kBegan ? "relationship.was_begun" : "relationship.was_paused")
      .with("when", short_day(event.when, now));
}

std::vector<Phrase> statuses_in_words(const std::vector<ShownEvent>& current, TimeMs now) {
  std::vector<Phrase> words;
  for (const ShownEvent& shown : current) words.push_back(status_in_words(shown, now));
  return words;
}

bool is_quiet_for_now(const std::vector<ShownEvent>& current) {
  return !current.empty() && !says(current, RelationshipStatus::alongside) &&
         !says(current, RelationshipStatus::unknown);
}

bool has_finished(const std::vector<ShownEvent>& current) {
  return says(current, RelationshipStatus::finished_for_now);
}

std::vector<std::string_view> next_steps(const std::vector<ShownEvent>& current) {
  if (says(current, RelationshipStatus::died)) return {kPickedUpAgain};
  const bool is_one = current.size() <= 1;
  if (is_one && has_finished(current)) return {kReturned, kDied};
  if (is_one && says(current, RelationshipStatus::lost_touch)) {
    return {kReturned, kFinishedForNow, kDied};
  }
  if (is_one && says(current, RelationshipStatus::paused)) {
    return {kPickedUpAgain, kFinishedForNow, kLostTouch, kDied};
  }
  if (is_one) return {kPaused, kFinishedForNow, kLostTouch, kDied};
  return {kPickedUpAgain, kPaused, kFinishedForNow, kLostTouch, kDied};
}

Phrase step_in_words(std::string_view what, const std::vector<ShownEvent>& current) {
  if (says(current, RelationshipStatus::died)) return phrase("relationship.step_mistake");
  if (what == kPaused) return phrase("relationship.step_pause");
  if (what == kPickedUpAgain) return phrase("relationship.step_pick_up");
  if (what == kFinishedForNow) return phrase("relationship.step_finish");
  if (what == kReturned) return phrase("relationship.step_returned");
  if (what == kLostTouch) return phrase("relationship.step_lost_touch");
  return phrase("relationship.step_died");
}

}  // namespace alongside
