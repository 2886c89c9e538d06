#include <algorithm>

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/ended.h"
#include "shared/consent/members.h"

// What a new EPOCH or a merge says of chains: which ended, and what of each is accepted.

namespace alongside {
namespace {

using Parents = std::vector<const EpochRecord*>;

bool ends(const EpochRecord& epoch, const Chain& chain) {
  return ends_chain(epoch.ended, chain) || epoch.gone.contains(chain.admission);
}

bool has_tip(const EpochRecord& epoch, const BatchRef& tip) {
  return std::count(epoch.frontier.begin(), epoch.frontier.end(), tip) != 0;
}

// Whether a tip of the EPOCH `of` is accepted by what another says of its chain: it is one of the
// other's tips or stands before one. A function of the two EPOCHs alone, so ancestors cannot be
// looked up; but of two tips side by side neither stands before the other.
bool reaches(const EpochRecord& epoch, const BatchRef& tip, const EpochRecord& of) {
  return std::any_of(epoch.frontier.begin(), epoch.frontier.end(), [&](const BatchRef& other) {
    const bool is_before = other.chain == tip.chain && tip.seq < other.seq && !has_tip(of, other);
    return other == tip || is_before;
  });
}

// The accepted ends of chains that stand in the parents: of a chain that some of them ended, what
// every one of those accepts; of a live one, what any does.
std::set<BatchRef> inherited_frontier(const Parents& parents) {
  std::set<BatchRef> frontier;
  for (const EpochRecord* const parent : parents) {
    for (const BatchRef& tip : parent->frontier) {
      const bool is_accepted = std::all_of(parents.begin(), parents.end(), [&](auto* other) {
        return !ends(*other, tip.chain) || reaches(*other, tip, *parent) ||
               PLANT(a_merge_accepts_all);
      });
      if (is_accepted) frontier.insert(tip);
    }
  }
  return frontier;
}

// Adds what the signer has applied of chains that are still alive; inherited tips that this covers
// go.
void accept(std::set<BatchRef>& frontier, const std::vector<BatchRef>& accepted,
            const Parents& parents, const CausalGraph& graph) {
  for (const BatchRef& tip : accepted) {
    const bool has_ended = std::any_of(parents.begin(), parents.end(),
                                       [&](auto* parent) { return ends(*parent, tip.chain); });
    if (has_ended) continue;
    std::erase_if(frontier, [&](const BatchRef& old) {
      return graph.at(old) != nullptr && graph.is_covered({tip}, old);
    });
    frontier.insert(tip);
  }
}

// Parents, past, and what accumulates: ended devices, adoptions, erasures.
Result<Parents> begin_from(const EpochMap& known, EpochRecord& record) {
  Parents parents;
  for (const EpochId& id : record.parents) {
    const auto found = known.find(id);
    if (found == known.end()) return error(ErrorCode::not_found, "An earlier EPOCH is not here.");
    const EpochRecord& parent = found->second;
    parents.push_back(&parent);
    record.past.insert(id);
    record.past.insert(parent.past.begin(), parent.past.end());
    record.ended.insert(parent.ended.begin(), parent.ended.end());
    record.adopted.insert(parent.adopted.begin(), parent.adopted.end());
    for (const auto& [entity, seen] : parent.erased) {
      record.erased[entity].insert(seen.begin(), seen.end());
    }
  }
  return parents;
}

Result<bool> add_members(const EpochMap& known, EpochRecord& record) {
  TRY(Membership membership, derive_members(known, record));
  record.members = std::move(membership.members);
  record.stopped = std::move(membership.stopped);
  record.gone = std::move(membership.gone);
  return true;
}

}  // namespace

Result<EpochRecord> derive_epoch(const EpochMap& known, EpochDraft draft,
                                 const CausalGraph& graph) {
  EpochRecord record;
  record.space = draft.space;
  record.section = draft.section;
  if (draft.parent) record.parents.insert(*draft.parent);
  record.signer = draft.signer;
  record.shares = std::move(draft.shares);
  std::sort(record.shares.begin(), record.shares.end(),
            [](const Share& a, const Share& b) { return a.admission < b.admission; });
  record.stops = std::move(draft.stops);
  record.ends = std::move(draft.ends);
  record.stream = draft.stream;
  record.at = draft.at;
  TRY(const Parents parents, begin_from(known, record));
  TRY_DO(add_members(known, record));
  record.ended.insert(record.ends.begin(), record.ends.end());
  record.adopted.insert(draft.adopted.begin(), draft.adopted.end());
  for (const EntityId& entity : draft.erases) {
    record.erased[entity].insert(draft.seen.begin(), draft.seen.end());
  }
  std::set<BatchRef> frontier = inherited_frontier(parents);
  accept(frontier, draft.accepted, parents, graph);
  record.frontier.assign(frontier.begin(), frontier.end());
  return record;
}

bool follows(const EpochMap& known, const EpochRecord& record) {
  if (!record.signer) {
    if (record.parents.size() < 2) return false;
    const auto merge = derive_merge(known, record.parents, record.stream);
    return !merge || *merge == record;
  }
  EpochRecord again = record;
  again.past.clear();
  again.ended.clear();
  again.adopted.clear();
  again.erased.clear();  // those of its past come again here
  if (!begin_from(known, again) || !add_members(known, again)) return true;
  again.ended.insert(record.ends.begin(), record.ends.end());
  const auto holds = [](const auto& all, const auto& part) {
    return std::includes(all.begin(), all.end(), part.begin(), part.end());
  };
  return again.past == record.past && again.members == record.members &&
         again.stopped == record.stopped && again.gone == record.gone &&
         again.ended == record.ended && holds(record.adopted, again.adopted) &&
         std::all_of(again.erased.begin(), again.erased.end(), [&](const auto& earlier) {
           const auto now = record.erased.find(earlier.first);
           return now != record.erased.end() && holds(now->second, earlier.second);
         });
}

Result<EpochRecord> derive_merge(const EpochMap& known, const std::set<EpochId>& parents,
                                 const Address& stream) {
  MUST(parents.size() > 1);
  EpochRecord record;
  record.parents = parents;
  record.stream = stream;
  TRY(const Parents found, begin_from(known, record));
  record.space = found[0]->space;
  record.section = found[0]->section;
  for (const EpochRecord* const parent : found) record.at = std::max(record.at, parent->at);
  TRY_DO(add_members(known, record));
  const std::set<BatchRef> frontier = inherited_frontier(found);
  record.frontier.assign(frontier.begin(), frontier.end());
  return record;
}

}  // namespace alongside
