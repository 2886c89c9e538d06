#pragma once

#include "client/store/epochs.h"

namespace alongside {

// Making EPOCHs: everything that ends something goes through here (docs/spec/consent.md). Inside
// the caller's transaction, with whatever is handed out for them (handing.h).

// What an owner's device says in a new EPOCH.
struct EpochAct {
  std::vector<Share> shares;
  std::set<RootId> stops;
  std::set<DeviceId> ends;
  std::set<EntityId> erases;
  std::set<BatchHash> seen;  // what the erasures have seen
  bool fresh_key = false;    // though nothing else asks for it

  // Whether it begins a new key: a stop, an end, an erasure, or a share from now on. A share with
  // all history keeps stream and key.
  bool begins_key() const;
};

// Signs the EPOCH that follows all known ones, keeps it, wishes older streams closed, and judges
// the section anew. Several heads are merged first. Requires: a section kept here.
// Errors: refused (two devices changed who can see this, and what the other made is not here).
Result<SignedEpoch> make_epoch(Vault& vault, const SectionRow& section, EpochAct act);

// Makes one EPOCH of several heads, where this device has the keys of all. Gives whether it did.
bool merge_heads(Vault& vault, const SectionRow& section);

}  // namespace alongside
