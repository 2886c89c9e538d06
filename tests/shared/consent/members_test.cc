#include "shared/consent/members.h"

#include "shared/base/plant.h"
#include "tests/support/batches.h"
#include "tests/support/crypto.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

const RootId kSam = test_id<RootId>(1);
const RootId kBea = test_id<RootId>(2);
const DeviceId kFirst = test_id<DeviceId>(1);
const DeviceId kSecond = test_id<DeviceId>(2);

EpochId epoch_id(unsigned number) { return test_id<EpochId>(number); }

Share share_with(const RootId& who, unsigned admission, bool write = true) {
  Share share;
  share.admission = test_id<AdmissionId>(admission);
  share.grantee = who;
  share.write = write;
  return share;
}

BatchRef batch_ref(unsigned admission, std::uint64_t seq) {
  return {{test_id<DeviceId>(9), test_id<AdmissionId>(admission)},
          seq,
          test_id<BatchHash>(static_cast<unsigned>(100 + seq))};
}

// A story of EPOCHs, one after the other or apart.
class Story {
 public:
  EpochDraft draft(std::optional<unsigned> parent) const {
    EpochDraft draft;
    if (parent) draft.parent = epoch_id(*parent);
    draft.signer = kFirst;
    return draft;
  }
  const EpochRecord& add(unsigned number, const EpochDraft& what) {
    const auto record = derive_epoch(known, what, graph);
    REQUIRE(record.has_value());
    return known.insert_or_assign(epoch_id(number), *record).first->second;
  }
  const EpochRecord& share(unsigned number, std::optional<unsigned> parent, const Share& what) {
    EpochDraft next = draft(parent);
    next.shares = {what};
    return add(number, next);
  }
  const EpochRecord& stop(unsigned number, unsigned parent, const RootId& who) {
    EpochDraft next = draft(parent);
    next.stops = {who};
    return add(number, next);
  }
  EpochRecord merge(unsigned one, unsigned other) const {
    const auto record = derive_merge(known, {epoch_id(one), epoch_id(other)}, {});
    REQUIRE(record.has_value());
    return *record;
  }

  EpochMap known;
  CausalGraph graph;
};

bool is_member(const EpochRecord& record, const RootId& who) {
  return std::any_of(record.members.begin(), record.members.end(),
                     [&](const Member& member) { return member.root == who; });
}

// Whether an admission stays ended that one side of a merge narrowed to reading, by a share that
// does not count because the other side ended its signer.
bool a_parents_end_lasts() {
  Story story;
  story.share(1, std::nullopt, share_with(kSam, 1));
  EpochDraft narrowing = story.draft(1);
  narrowing.signer = kSecond;
  narrowing.shares = {share_with(kSam, 2, false)};
  story.add(2, narrowing);
  EpochDraft end = story.draft(1);
  end.ends = {kSecond};
  story.add(3, end);
  return story.merge(2, 3).gone.contains(test_id<AdmissionId>(1));
}

}  // namespace

TEST_CASE("Members.AShareAdmitsAndAStopEndsIt", "[consent]") {
  Story story;
  const EpochRecord& shared = story.share(1, std::nullopt, share_with(kSam, 1));
  REQUIRE(is_member(shared, kSam));
  CHECK(shared.members[0].writers.contains(test_id<AdmissionId>(1)));
  CHECK(shared.members[0].since == std::set<EpochId>{EpochId{}});
  const EpochRecord& stopped = story.stop(2, 1, kSam);
  CHECK_FALSE(is_member(stopped, kSam));
  CHECK(stopped.stopped.contains(test_id<AdmissionId>(1)));
  CHECK(stopped.gone.contains(test_id<AdmissionId>(1)));
}

TEST_CASE("Members.AStopWinsOverAShareMadeApart", "[consent]") {
  Story story;
  story.share(1, std::nullopt, share_with(kSam, 1));
  story.stop(2, 1, kSam);
  story.share(3, 1, share_with(kSam, 3));
  CHECK_FALSE(is_member(story.merge(2, 3), kSam));
  story.share(4, 2, share_with(kSam, 4));
  CHECK(is_member(story.known.at(epoch_id(4)), kSam));
}

TEST_CASE("Members.SharesMadeApartGiveTheNarrower", "[consent]") {
  Story story;
  story.share(1, std::nullopt, share_with(kBea, 9));
  Share one = share_with(kSam, 1);
  one.until = 500;
  Share other = share_with(kSam, 2, false);
  other.full = false;
  story.share(2, 1, one);
  story.share(3, 1, other);
  const EpochRecord merged = story.merge(2, 3);
  REQUIRE(merged.members.size() == 2);
  const Member& sam = merged.members[0];
  CHECK(sam.root == kSam);
  CHECK(sam.until == 500);
  CHECK_FALSE(sam.full);
  CHECK(sam.writers.empty());
  CHECK(sam.since == std::set<EpochId>{epoch_id(2), epoch_id(3)});
}

TEST_CASE("Members.ALaterShareSaysUntilWhenAndHowMuch", "[consent]") {
  Story story;
  Share first = share_with(kSam, 1);
  first.until = 500;
  first.full = false;
  story.share(1, std::nullopt, first);
  const EpochRecord& later = story.share(2, 1, share_with(kSam, 2));
  CHECK_FALSE(later.members[0].until.has_value());
  CHECK(later.members[0].full);
  CHECK(later.members[0].admissions.size() == 2);
}

TEST_CASE("Members.AnEndedDevicesStopCountsItsSharesMadeApartDoNot", "[consent]") {
  Story story;
  story.share(1, std::nullopt, share_with(kSam, 1));
  EpochDraft end = story.draft(1);
  end.ends = {kSecond};
  story.add(2, end);
  EpochDraft apart = story.draft(1);
  apart.signer = kSecond;
  apart.shares = {share_with(kBea, 3)};
  apart.stops = {kSam};
  story.add(3, apart);
  const EpochRecord merged = story.merge(2, 3);
  CHECK_FALSE(is_member(merged, kBea));
  CHECK_FALSE(is_member(merged, kSam));
  CHECK(merged.ended.contains(kSecond));
}

TEST_CASE("Members.WhatOneParentEndedStaysEnded", "[consent]") { CHECK(a_parents_end_lasts()); }

TEST_CASE("Members.AMergeIsAFunctionOfItsParentsAlone", "[consent]") {
  Story story;
  story.share(1, std::nullopt, share_with(kSam, 1));
  EpochDraft one = story.draft(1);
  one.accepted = {batch_ref(1, 2)};
  one.at = 7;
  story.add(2, one);
  EpochDraft other = story.draft(1);
  other.accepted = {batch_ref(1, 3)};
  other.at = 9;
  story.add(3, other);
  const EpochRecord merged = story.merge(2, 3);
  Story elsewhere = story;
  elsewhere.graph.add({batch_ref(1, 2), {}, {}});
  CHECK(elsewhere.merge(3, 2) == merged);
  CHECK(merged.at == 9);
  CHECK(merged.frontier == std::vector<BatchRef>{batch_ref(1, 2), batch_ref(1, 3)});
}

TEST_CASE("Members.OfAnEndedChainAMergeAcceptsWhatEveryEndAccepts", "[consent]") {
  Story story;
  story.share(1, std::nullopt, share_with(kSam, 1));
  for (const unsigned number : {2u, 3u}) {
    EpochDraft stop = story.draft(1);
    stop.stops = {kSam};
    stop.accepted = {batch_ref(1, number)};
    story.add(number, stop);
  }
  CHECK(story.merge(2, 3).frontier == std::vector<BatchRef>{batch_ref(1, 2)});
}

TEST_CASE("Members.AMergeAcceptsNoBranchBesideTheOneThatTheEndAccepts", "[consent]") {
  Story story;
  story.share(1, std::nullopt, share_with(kSam, 1));
  EpochDraft stop = story.draft(1);
  stop.stops = {kSam};
  stop.accepted = {batch_ref(1, 2)};
  story.add(2, stop);
  BatchRef branch = batch_ref(1, 1);
  branch.hash = test_id<BatchHash>(999);
  EpochDraft apart = story.draft(1);
  apart.accepted = {branch, batch_ref(1, 2)};
  story.add(3, apart);
  CHECK(story.merge(2, 3).frontier == std::vector<BatchRef>{batch_ref(1, 2)});
}

TEST_CASE("Members.AFrontierKeepsOnlyNewestTipsOfLiveChains", "[consent]") {
  Story story;
  story.graph.add({batch_ref(1, 1), {}, {}});
  story.graph.add({batch_ref(1, 2), {batch_ref(1, 1)}, {}});
  EpochDraft first = story.draft(std::nullopt);
  first.shares = {share_with(kSam, 1)};
  first.accepted = {batch_ref(1, 1)};
  story.add(1, first);
  EpochDraft second = story.draft(1);
  second.accepted = {batch_ref(1, 2)};
  CHECK(story.add(2, second).frontier == std::vector<BatchRef>{batch_ref(1, 2)});
  EpochDraft stop = story.draft(1);
  stop.stops = {kSam};
  story.add(3, stop);
  EpochDraft after = story.draft(3);
  after.accepted = {batch_ref(1, 2)};
  CHECK(story.add(4, after).frontier == std::vector<BatchRef>{batch_ref(1, 1)});
}

TEST_CASE("Members.ErasuresAddUp", "[consent]") {
  Story story;
  EpochDraft first = story.draft(std::nullopt);
  first.erases = {test_id<EntityId>(1)};
  first.seen = {test_id<BatchHash>(1)};
  story.add(1, first);
  EpochDraft second = story.draft(1);
  second.erases = {test_id<EntityId>(2)};
  second.seen = {test_id<BatchHash>(2)};
  const auto& erased = story.add(2, second).erased;
  CHECK(erased.at(test_id<EntityId>(1)) == std::set<BatchHash>{test_id<BatchHash>(1)});
  CHECK(erased.at(test_id<EntityId>(2)) == std::set<BatchHash>{test_id<BatchHash>(2)});
}

TEST_CASE("Members.AnUnknownPastIsRefused", "[consent]") {
  Story story;
  EpochDraft orphan = story.draft(5);
  CHECK(derive_epoch(story.known, orphan, story.graph).error().code == ErrorCode::not_found);
  const auto merge = derive_merge(story.known, {epoch_id(5), epoch_id(6)}, {});
  CHECK(merge.error().code == ErrorCode::not_found);
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("Members.PlantedBugsAreCaught", "[consent][plant]") {
  planted_bug = "a_merge_revives";
  const bool lasts = a_parents_end_lasts();
  planted_bug.clear();
  CHECK_FALSE(lasts);
}
#endif

}  // namespace alongside
