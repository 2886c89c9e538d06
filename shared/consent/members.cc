#include "shared/consent/members.h"

#include <algorithm>

#include "shared/base/plant.h"
#include "shared/consent/ended.h"

namespace alongside {
namespace {

// One EPOCH of the story that membership is derived from. The record itself comes last, under the
// zero id.
struct Chapter {
  EpochId id;
  const EpochRecord* record;

  bool is_at_or_after(const Chapter& earlier) const {
    return id == earlier.id || record->past.contains(earlier.id);
  }
};

// A share that counts, and where it was made.
struct CountingShare {
  const Chapter* chapter;
  const Share* share;
};

Result<std::vector<Chapter>> story_of(const EpochMap& known, const EpochRecord& record) {
  std::vector<Chapter> story;
  for (const EpochId& id : record.past) {
    const auto found = known.find(id);
    if (found == known.end()) return error(ErrorCode::not_found, "An earlier EPOCH is not here.");
    story.push_back({id, &found->second});
  }
  story.push_back({EpochId{}, &record});
  return story;
}

bool is_stopped_since(const std::vector<Chapter>& story, const Chapter& made, const RootId& who) {
  return std::any_of(story.begin(), story.end(), [&](const Chapter& other) {
    if (!other.record->stops.contains(who)) return false;
    if (PLANT(a_concurrent_stop_loses)) return other.record->past.contains(made.id);
    return !made.is_at_or_after(other);
  });
}

// A share of a device that was ended counts only where the end knew of it; a stop always counts.
bool is_signer_removed(const std::vector<Chapter>& story, const Chapter& made) {
  const std::optional<DeviceId>& signer = made.record->signer;
  return signer && std::any_of(story.begin(), story.end(), [&](const Chapter& other) {
           return !other.is_at_or_after(made) &&
                  (PLANT(shares_of_former_holders_count)
                       ? other.record->ends.contains(*signer)
                       : ends_owners_device(other.record->ends, *signer));
         });
}

std::map<RootId, std::vector<CountingShare>> counting_shares(const std::vector<Chapter>& story) {
  std::map<RootId, std::vector<CountingShare>> counting;
  for (const Chapter& chapter : story) {
    for (const Share& share : chapter.record->shares) {
      const bool counts =
          !is_stopped_since(story, chapter, share.grantee) && !is_signer_removed(story, chapter);
      if (counts) counting[share.grantee].push_back({&chapter, &share});
    }
  }
  return counting;
}

std::optional<TimeMs> earlier_end(const std::optional<TimeMs>& a, const std::optional<TimeMs>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

// A share of an EPOCH that a later counting one follows no longer says until when and how much.
bool is_newest(const CountingShare& mine, const std::vector<CountingShare>& shares) {
  return std::none_of(shares.begin(), shares.end(), [&](const CountingShare& other) {
    return other.chapter->record->past.contains(mine.chapter->id);
  });
}

// A share lets its grantee write if every share that is not before it does.
bool may_write(const CountingShare& mine, const std::vector<CountingShare>& shares) {
  return std::all_of(shares.begin(), shares.end(), [&](const CountingShare& other) {
    return mine.chapter->record->past.contains(other.chapter->id) || other.share->write;
  });
}

Member member_of(const RootId& root, const std::vector<CountingShare>& shares,
                 const std::set<AdmissionId>& gone_before) {
  Member member;
  member.root = root;
  for (const CountingShare& mine : shares) {
    const AdmissionId& admission = mine.share->admission;
    member.admissions.insert(admission);
    member.since.insert(mine.chapter->id);
    if (may_write(mine, shares) && !gone_before.contains(admission)) {
      member.writers.insert(admission);
    }
    if (is_newest(mine, shares)) {
      member.until = earlier_end(member.until, mine.share->until);
      member.full = member.full && mine.share->full;
    }
  }
  return member;
}

}  // namespace

Result<Membership> derive_members(const EpochMap& known, const EpochRecord& record) {
  TRY(const std::vector<Chapter> story, story_of(known, record));
  std::set<AdmissionId> gone_before;
  for (const EpochId& parent : record.parents) {
    const auto found = known.find(parent);
    if (found == known.end()) return error(ErrorCode::not_found, "An earlier EPOCH is not here.");
    if (PLANT(a_merge_revives)) continue;
    gone_before.insert(found->second.gone.begin(), found->second.gone.end());
  }
  Membership membership;
  for (const Chapter& chapter : story) {
    for (const Share& share : chapter.record->shares) {
      membership.stopped.insert(share.admission);
      membership.gone.insert(share.admission);
    }
  }
  for (const auto& [root, shares] : counting_shares(story)) {
    membership.members.push_back(member_of(root, shares, gone_before));
    const Member& member = membership.members.back();
    for (const AdmissionId& admission : member.admissions) membership.stopped.erase(admission);
    for (const AdmissionId& admission : member.writers) membership.gone.erase(admission);
  }
  return membership;
}

EpochView view_of(const EpochId& id, const EpochRecord& record) {
  EpochView view;
  view.id = id;
  view.past = record.past;
  for (const Member& member : record.members) {
    view.writers.insert(member.writers.begin(), member.writers.end());
  }
  view.verdict = {.gone = record.gone,
                  .ended = record.ended,
                  .frontier = record.frontier,
                  .adopted = record.adopted,
                  .erased = record.erased};
  return view;
}

}  // namespace alongside
