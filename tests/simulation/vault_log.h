#pragma once

#include <map>

#include "client/store/vault.h"
#include "shared/change/batch.h"
#include "shared/change/ref.h"

namespace alongside {

// A vault's log as the oracles read it: straight from its rows, not through the fold.

// Where one change stands, the same on every device: which place of which batch of which chain.
struct ChangePlace {
  SpaceId space;
  std::uint64_t section = 0;
  Chain chain;
  std::uint64_t seq = 0;
  std::uint64_t place = 0;
  friend auto operator<=>(const ChangePlace&, const ChangePlace&) = default;
};

// The changes of this device's open batches, as encoded.
std::map<ChangePlace, Bytes> open_changes_of(Vault& vault);

// One closed batch.
struct LoggedBatch {
  SpaceId space;
  std::uint64_t section = 0;
  Batch batch;
  int standing = 0;    // 0 applied, 1 held, 2 pending
  std::string reason;  // why not applied
};
std::map<BatchHash, LoggedBatch> batches_of(Vault& vault);

// All changes, those of open batches too; redacted ones left out.
std::map<ChangePlace, Bytes> changes_of(Vault& vault);

// The entry that an encoded change is about.
EntityId entry_of(View change);

// The entries that the EPOCHs of a vault erase, each with the batches the ERASE had seen.
std::map<EntityId, std::set<BatchHash>> erased_on(Vault& vault);

// Puts a blob of any content among those that are to be sent. Inside the caller's transaction.
void lay_ready_to_send(Vault& vault, std::int64_t stream, View blob);

// True if a batch holds nothing but "this device has what its deps name".
bool is_seen_mark(const Batch& batch);

}  // namespace alongside
