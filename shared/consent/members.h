#pragma once

#include "shared/consent/epoch.h"
#include "shared/consent/visibility.h"

namespace alongside {

// All EPOCHs of a section that a device knows.
using EpochMap = std::map<EpochId, EpochRecord>;

// What a device of the owner says in a new EPOCH, and what its records say at this moment.
struct EpochDraft {
  SpaceId space;
  std::uint64_t section = 0;
  std::optional<EpochId> parent;  // the one head; nothing for a section's first EPOCH
  DeviceId signer;
  std::vector<Share> shares;
  std::set<RootId> stops;
  std::set<DeviceId> ends;
  std::set<EntityId> erases;
  Address stream;
  TimeMs at = 0;

  std::vector<BatchRef> accepted;  // newest applied batch of each chain: Records::deps
  std::set<BatchHash> adopted;     // Records::adopted
  std::set<BatchHash> seen;        // all batches held: what the erasures have seen
};

// The whole EPOCH that follows from a draft (docs/spec/visibility.md). `graph` holds the batches
// that the signer holds. In `Member::since` the zero id stands for this very EPOCH, whose id is not
// known before it is encoded. Errors: not_found if an EPOCH of the parent's past is not in `known`.
Result<EpochRecord> derive_epoch(const EpochMap& known, EpochDraft draft, const CausalGraph& graph);

// The merge of several heads: a function of its parents alone, so that devices that merge apart
// make the same one. `stream` derives from the parents' keys. Requires: at least two parents, all
// of one section. Errors: not_found if a parent or an EPOCH of its past is not in `known`.
Result<EpochRecord> derive_merge(const EpochMap& known, const std::set<EpochId>& parents,
                                 const Address& stream);

// What follows from all shares and stops up to an EPOCH.
struct Membership {
  std::vector<Member> members;    // ascending by root
  std::set<AdmissionId> stopped;  // admissions that no longer count
  std::set<AdmissionId> gone;     // admissions that may no longer write
};

// Derives the membership under `record` from the shares, stops and ends of `record` itself and of
// its past. A share counts only if it causally follows every stop of its grantee and every end of
// its signer; inside one EPOCH stops come before shares. Rights and `until` take the narrower of
// concurrent shares. An admission that may no longer write under a parent stays so.
// Errors: not_found if an EPOCH of its past is not in `known`.
Result<Membership> derive_members(const EpochMap& known, const EpochRecord& record);

// Whether what an EPOCH says follows from its own shares, stops and ends and from its past: its
// members, what ended, and of a merge everything. True where something of its past is not in
// `known`, which only its owner's devices could then answer for.
bool follows(const EpochMap& known, const EpochRecord& record);

// What visibility needs of an EPOCH.
EpochView view_of(const EpochId& id, const EpochRecord& record);

}  // namespace alongside
