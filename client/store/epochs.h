#pragma once

#include "client/store/rows.h"
#include "client/store/streams.h"
#include "shared/consent/epoch.h"

namespace alongside {

// The EPOCHs of sections, as this vault knows them. Inside the caller's transaction.

std::vector<SignedEpoch> epochs_of(Vault& vault, std::int64_t section);

// EPOCHs that no other here names as earlier, ascending.
std::vector<EpochId> epoch_heads(Vault& vault, std::int64_t section);

// Keeps an EPOCH whose signer may make it (one of the owner's devices, or a merge that came with a
// grant). True: it is new.
bool keep_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch);

// Whether the EPOCH is one that the section's owner's devices can have made, as far as known cards
// say.
bool is_owners_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch);

// The first EPOCH of a section kept here, with a fresh stream, unless it has one.
void ensure_first_epoch(Vault& vault, const SectionRow& section);

// A new EPOCH that follows all known ones and adds one share with all history: same stream, same
// key. Errors: refused (two heads are open that this app cannot merge yet).
Result<SignedEpoch> make_share_epoch(Vault& vault, const SectionRow& section, const Share& share);

// Where this device writes a section's batches now. Nothing: no open stream that it may append to.
std::optional<StreamRow> target_stream(Vault& vault, std::int64_t section);

}  // namespace alongside
