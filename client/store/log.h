#pragma once

#include "client/store/rows.h"
#include "shared/change/batch.h"
#include "shared/change/change.h"

namespace alongside {

// The log's writing end (docs/spec/change.md): what this device writes. Inside the caller's
// transaction.

// The section, ready for one more action of at most kMaxActionChanges changes: made if it is a new
// one of a space kept here, with its first EPOCH, and with room in the open batch.
// Errors: not_found, refused (no right to write there).
inline constexpr std::size_t kMaxActionChanges = 16;
Result<SectionRow> ready_to_write(Vault& vault, const SpaceId& space, std::uint64_t section);

// Appends the changes of one action to the open batch (begun here if there is none) and folds them.
// Each change's `at` is set from the vault's clock. Requires: ready_to_write just gave `section`.
void append_changes(Vault& vault, const SectionRow& section, std::vector<Change> changes);

// Closes the open batch, if there is one: its header names what this device has, it is signed, and
// never changes again. Gives the batch's row.
std::optional<std::int64_t> close_open_batch(Vault& vault, std::int64_t section);

// Closes every open batch: before anything is learned that may change what is applied (others'
// batches, cards, EPOCHs), so that their deps say what this device had when they were written.
void close_open_batches(Vault& vault);

// The bytes of a batch (docs/spec/change.md), from its row or from a blob that holds it. Nothing:
// it is open.
std::optional<Bytes> batch_bytes(Vault& vault, std::int64_t batch);

// The changes of an open batch, in order.
std::vector<Bytes> open_changes(Database& db, std::int64_t batch);

}  // namespace alongside
