#pragma once

#include "client/store/rows.h"
#include "shared/consent/epoch.h"
#include "shared/consent/message.h"

namespace alongside {

// Somebody to whom a section was once shared, and under which admissions.
struct Stopped {
  RootId root;
  std::set<AdmissionId> admissions;
};

// What a stop notice says to them under the newest EPOCH: what ended, and what of theirs is
// accepted; nothing about other people.
StopNotice notice_for(Vault& vault, const SectionRow& section, const EpochRecord& head,
                      const Stopped& whom);

// Whether a batch that is here was written by that identity.
bool wrote(Vault& vault, const RootId& root, const BatchHash& batch);

}  // namespace alongside
