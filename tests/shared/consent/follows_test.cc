#include <catch2/catch_test_macros.hpp>

#include "shared/consent/members.h"
#include "tests/support/consent_samples.h"

namespace alongside {
namespace {

// Mo shares with Ade, then stops; a stranger's story could say otherwise.
struct Story {
  SampleIdentity mo{1};
  SampleIdentity ade{2};
  EpochMap known;

  EpochId keep(EpochRecord record) {
    const EpochId id = seal_epoch(record, record.signer ? &mo.device.sign : nullptr).id;
    known.emplace(id, std::move(record));
    return id;
  }
  EpochRecord next(const std::optional<EpochId>& parent, EpochDraft draft) {
    draft.section = 8;
    draft.parent = parent;
    draft.signer = mo.device.id();
    draft.stream = mo.random.id<Address>();
    auto record = derive_epoch(known, std::move(draft), CausalGraph{});
    REQUIRE(record);
    return *record;
  }
  EpochRecord share(const std::optional<EpochId>& parent) {
    EpochDraft draft;
    draft.shares = {{mo.random.id<AdmissionId>(), ade.id(), true, true, std::nullopt}};
    return next(parent, draft);
  }
  EpochRecord stop(const EpochId& parent) {
    EpochDraft draft;
    draft.stops = {ade.id()};
    return next(parent, draft);
  }
};

TEST_CASE("I7.AnEpochThatSaysOtherwiseThanItsStoryIsFound", "[consent][invariant]") {
  Story story;
  const EpochId first = story.keep(story.next(std::nullopt, {}));
  const EpochRecord shared = story.share(first);
  CHECK(follows(story.known, shared));
  const EpochId second = story.keep(shared);
  const EpochRecord stopped = story.stop(second);
  CHECK(follows(story.known, stopped));

  EpochRecord forged = stopped;
  forged.members = shared.members;  // still lists whom it stops
  CHECK_FALSE(follows(story.known, forged));
  forged = stopped;
  forged.gone.clear();
  CHECK_FALSE(follows(story.known, forged));
  forged = stopped;
  forged.past.erase(first);  // leaves out what it does not like
  CHECK_FALSE(follows(story.known, forged));
  forged = shared;
  forged.members.front().until = 5;
  CHECK_FALSE(follows(story.known, forged));
}

TEST_CASE("I7.AMergeHasOneBody", "[consent][invariant]") {
  Story story;
  const EpochId first = story.keep(story.next(std::nullopt, {}));
  const EpochId second = story.keep(story.share(first));
  const EpochId left = story.keep(story.stop(second));
  const EpochId right = story.keep(story.share(second));
  const auto merge = derive_merge(story.known, {left, right}, story.mo.random.id<Address>());
  REQUIRE(merge);
  CHECK(merge->members.empty());  // the stop wins
  CHECK(follows(story.known, *merge));
  EpochRecord forged = *merge;
  forged.members = story.known.at(right).members;
  CHECK_FALSE(follows(story.known, forged));
  forged = *merge;
  forged.adopted.insert(story.mo.random.id<BatchHash>());
  CHECK_FALSE(follows(story.known, forged));
  forged = *merge;
  forged.parents = {left};
  CHECK_FALSE(follows(story.known, forged));
}

TEST_CASE("I7.WhoseStoryIsNotHereIsNotJudged", "[consent][invariant]") {
  Story story;
  const EpochId first = story.keep(story.next(std::nullopt, {}));
  const EpochRecord shared = story.share(first);
  CHECK(follows({}, shared));  // a reader who starts here; its grant is signed by the owner
}

}  // namespace
}  // namespace alongside
