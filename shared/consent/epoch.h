#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "shared/base/clock.h"
#include "shared/change/deps.h"
#include "shared/sign/signature.h"

namespace alongside {

// One share inside an EPOCH: who may read a section, under an admission that is the share's own id.
struct Share {
  AdmissionId admission;
  RootId grantee;
  bool write = false;
  bool full = true;             // all history; else from now on
  std::optional<TimeMs> until;  // by the newest signed time, not by the device's clock
  friend bool operator==(const Share&, const Share&) = default;
};

// What follows from all shares and stops for one person who may read.
struct Member {
  RootId root;
  std::set<AdmissionId> admissions;
  std::set<AdmissionId> writers;
  std::set<EpochId> since;  // the EPOCHs that admitted them
  std::optional<TimeMs> until;
  bool full = true;
  friend bool operator==(const Member&, const Member&) = default;
};

// A signed statement of who may read and write a section from here on (docs/spec/consent.md). The
// upper half says what it changes, the lower half what follows, for readers without older EPOCHs.
// A merge of several parents has no signer and is a function of its parents alone.
struct EpochRecord {
  SpaceId space;
  std::uint64_t section = 0;
  std::set<EpochId> parents;
  std::set<EpochId> past;          // all earlier EPOCHs, the parents among them
  std::optional<DeviceId> signer;  // nothing for a merge
  std::vector<Share> shares;
  std::set<RootId> stops;
  std::set<DeviceId> ends;
  Address stream;  // where what is written under it goes
  TimeMs at = 0;

  std::vector<Member> members;     // ascending by root
  std::set<AdmissionId> stopped;   // admissions that no longer count
  std::set<AdmissionId> gone;      // admissions that may no longer write
  std::set<DeviceId> ended;        // all devices ever ended
  std::vector<BatchRef> frontier;  // tips, ascending
  std::set<BatchHash> adopted;
  std::map<EntityId, std::set<BatchHash>> erased;
  friend bool operator==(const EpochRecord&, const EpochRecord&) = default;
};

// An EPOCH as it travels: the body's bytes as they were signed, and its id, the hash of them (of a
// merge: the hash of its parents).
struct SignedEpoch {
  EpochRecord record;
  Bytes body;
  std::optional<Signature> signature;  // nothing for a merge
  EpochId id;
};

// The body that is signed. Requires: lists ascend.
Bytes encode_epoch_body(const EpochRecord& record);
// Errors: malformed, unknown_version, too_large.
Result<EpochRecord> decode_epoch_body(View bytes);

// Encodes the body, signs it unless it is a merge, and names it.
// Requires: a signer exactly if `device` is given.
SignedEpoch seal_epoch(EpochRecord record, const SigningKey* device);

Bytes encode_epoch(const SignedEpoch& epoch);

// Errors: malformed, unknown_version, too_large, bad_signature. Whether the signer may make EPOCHs
// of this space is for the caller to judge (accept_epoch in sharing).
Result<SignedEpoch> decode_epoch(View bytes);

}  // namespace alongside
