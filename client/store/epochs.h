#pragma once

#include "client/store/rows.h"
#include "client/store/streams.h"
#include "shared/consent/members.h"

namespace alongside {

// The EPOCHs of sections, as this vault knows them. Inside the caller's transaction.

// All EPOCHs of one section, read once.
struct SectionEpochs {
  std::vector<SignedEpoch> all;  // as they came
  EpochMap records;
  std::vector<EpochId> heads;  // that no other here names as earlier, ascending

  // The newest EPOCH, where there is one and only one.
  const EpochRecord* head() const;
};
SectionEpochs section_epochs(Vault& vault, std::int64_t section);

std::vector<SignedEpoch> epochs_of(Vault& vault, std::int64_t section);

// EPOCHs that no other here names as earlier, ascending.
std::vector<EpochId> epoch_heads(Vault& vault, std::int64_t section);

// Keeps an EPOCH whose signer may make it (one of the owner's devices, or a merge that came in a
// message of one), and in a section kept here wishes older streams closed. True: it is new.
bool keep_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch);

// Whether the EPOCH is one that the section's owner's devices can have made, as far as known cards
// say.
bool is_owners_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch);

// The first EPOCH of a section kept here, with a fresh stream, unless it has one.
void ensure_first_epoch(Vault& vault, const SectionRow& section);

// Where this device seals a section's batches now. Nothing: no open stream that it may append to
// and whose readers all other heads list, too.
std::optional<StreamRow> target_stream(Vault& vault, std::int64_t section);

// Who may read under an EPOCH.
const Member* member_under(const EpochRecord& epoch, const RootId& root);

}  // namespace alongside
