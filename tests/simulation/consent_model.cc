#include "tests/simulation/consent_model.h"

#include <algorithm>

#include "shared/consent/ended.h"

namespace alongside {

bool ConsentModel::Deed::begins_key() const {
  const bool from_now = std::any_of(shares.begin(), shares.end(),
                                    [](const auto& share) { return !share.second.full; });
  return from_now || goes_on_erasing || !stops.empty() || !ends.empty() || !erases.empty();
}

bool ConsentModel::Deed::is_end_of(const DeviceId& device) const {
  return ends.contains(device) || ends.contains(as_holder(device));
}

void ConsentModel::add(const EpochId& id, Step step) { steps_.emplace(id, std::move(step)); }

void ConsentModel::add_beside(const EpochId& id, const Address& stream) {
  beside_[id].insert(stream);
}

std::set<EpochId> ConsentModel::heads_of(const std::set<EpochId>& known) const {
  std::set<EpochId> heads = known;
  for (const EpochId& id : known) {
    const auto step = steps_.find(id);
    if (step == steps_.end()) continue;
    for (const EpochId& older : step->second.past) heads.erase(older);
  }
  return heads;
}

std::set<EpochId> ConsentModel::heads() const {
  std::set<EpochId> all;
  for (const auto& [id, step] : steps_) {
    if (!unheard_.contains(id)) all.insert(id);
  }
  return heads_of(all);
}

std::set<EpochId> ConsentModel::story_of(const EpochId& step) const {
  std::set<EpochId> story = steps_.at(step).past;
  story.insert(step);
  return story;
}

// A share counts unless somebody stopped its reader without having been heard of where it was made,
// or ended the device that made it without having heard of it. Inside one step stops come first.
bool ConsentModel::counts(const EpochId& made, const std::set<EpochId>& story,
                          const RootId& who) const {
  const Step& share = steps_.at(made);
  if (!share.deed.shares.contains(who)) return false;
  return std::all_of(story.begin(), story.end(), [&](const EpochId& id) {
    const Step& other = steps_.at(id);
    const bool stops = other.deed.stops.contains(who) && id != made && !share.past.contains(id);
    const bool ends =
        share.by && other.deed.is_end_of(*share.by) && id != made && !other.past.contains(made);
    return !stops && !ends;
  });
}

std::optional<ConsentModel::Reader> ConsentModel::reader_at(const EpochId& step,
                                                            const RootId& who) const {
  const std::set<EpochId> story = story_of(step);
  std::vector<EpochId> counting;
  for (const EpochId& id : story) {
    if (counts(id, story, who)) counting.push_back(id);
  }
  if (counting.empty()) return std::nullopt;
  Reader reader;
  reader.since.insert(counting.begin(), counting.end());
  for (const EpochId& id : counting) {
    const Terms& terms = steps_.at(id).deed.shares.at(who);
    const bool is_newest =
        std::none_of(counting.begin(), counting.end(),
                     [&](const EpochId& later) { return steps_.at(later).past.contains(id); });
    reader.writes =
        reader.writes || std::all_of(counting.begin(), counting.end(), [&](const EpochId& other) {
          return steps_.at(id).past.contains(other) || steps_.at(other).deed.shares.at(who).write;
        });
    if (!is_newest) continue;
    reader.full = reader.full && terms.full;
    if (terms.until) reader.until = std::min(reader.until.value_or(*terms.until), *terms.until);
  }
  return reader;
}

std::optional<ConsentModel::Reader> ConsentModel::reader_at(const std::set<EpochId>& steps,
                                                            const RootId& who) const {
  for (const EpochId& step : steps) {
    if (auto reader = reader_at(step, who)) return reader;
  }
  return std::nullopt;
}

std::set<RootId> ConsentModel::ever_named() const {
  std::set<RootId> named;
  for (const auto& [id, step] : steps_) {
    for (const auto& [who, terms] : step.deed.shares) named.insert(who);
  }
  return named;
}

bool ConsentModel::was_ever_full(const RootId& who) const {
  return std::any_of(steps_.begin(), steps_.end(), [&](const auto& step) {
    const auto reader = reader_at(step.first, who);
    return reader && reader->full;
  });
}

std::set<Address> ConsentModel::streams_of(const EpochId& step) const {
  std::set<Address> streams{steps_.at(step).stream};
  const auto beside = beside_.find(step);
  if (beside != beside_.end()) streams.insert(beside->second.begin(), beside->second.end());
  return streams;
}

std::set<Address> ConsentModel::ever_readable(const RootId& who, const DeviceId& device) const {
  std::set<Address> streams;
  for (const auto& [id, step] : steps_) {
    const auto reader = reader_at(id, who);
    if (!reader || is_after_end(id, device)) continue;
    for (const EpochId& earlier : story_of(id)) {
      const bool is_due =
          reader->full ||
          std::any_of(reader->since.begin(), reader->since.end(), [&](const EpochId& since) {
            return since == earlier || steps_.at(earlier).past.contains(since);
          });
      if (is_due) streams.merge(streams_of(earlier));
    }
  }
  return streams;
}

std::set<Address> ConsentModel::made() const {
  std::set<Address> streams;
  for (const auto& [id, step] : steps_) streams.merge(streams_of(id));
  return streams;
}

bool ConsentModel::is_after_end(const EpochId& step, const DeviceId& device) const {
  const std::set<EpochId> story = story_of(step);
  return std::any_of(story.begin(), story.end(), [&](const EpochId& other) {
    return steps_.at(other).deed.ends.contains(device);
  });
}

std::set<Address> ConsentModel::readable_before_end(const DeviceId& device) const {
  std::set<Address> streams;
  for (const auto& [id, step] : steps_) {
    const std::set<EpochId> story = story_of(id);
    const bool is_after = std::any_of(story.begin(), story.end(), [&](const EpochId& other) {
      return steps_.at(other).deed.is_end_of(device);
    });
    if (!is_after) streams.merge(streams_of(id));
  }
  return streams;
}

}  // namespace alongside
