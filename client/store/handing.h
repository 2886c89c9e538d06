#pragma once

#include "client/store/epochs.h"
#include "shared/consent/message.h"

namespace alongside {

// Handing out what EPOCHs bring: keys to those who may read, to the owner's other devices, and stop
// notices to those who may no longer. Each at most once by this device. Inside the caller's
// transaction; what is laid ready here goes with the next sync.

// The words of a share that is being given, as they will stand in its grant. Who, what and until
// when stand in the EPOCH.
struct ShareWords {
  AdmissionId admission;
  RootId grantee;
  std::string why;
  std::string language;
  std::string how;
  std::string role;               // the share is bound to it: "coach", or empty
  std::optional<RootId> charity;  // that gave the role
};

// The words of the newest share given to somebody that still counts, one with the right to write if
// there is one. Nothing: another of the owner's devices gave it, and its words are not here.
std::optional<ShareWords> share_words(Vault& vault, const SectionRow& section,
                                      const Member& member);

// Hands out all that was not handed out yet. `fresh`: the share that the newest EPOCH gives.
// Requires: a section kept here. Errors: not_found (there is no card of the one it is shared with).
Result<bool> hand_out(Vault& vault, const SectionRow& section,
                      const std::optional<ShareWords>& fresh = std::nullopt);

// Where this device speaks for the owner no more (it was removed, or the person took the record
// over): gives the owner's devices the EPOCHs that it made before it knew, with their keys.
void hand_in_late(Vault& vault, const SectionRow& section);

// Which EPOCHs a member may have: all, or those from the one on that admitted them.
bool is_entitled(const Member& member, const EpochId& id, const EpochRecord& epoch);

}  // namespace alongside
