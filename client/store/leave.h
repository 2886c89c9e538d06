#pragma once

#include "client/store/vault.h"

namespace alongside {

// Taking a vault off a device for good (docs/spec/vault.md).

// What of this device's own would be lost with the vault: no server has it.
struct NotSent {
  struct InRecord {
    SpaceId space;
    bool is_of_nobody = false;  // a coach's own notes, which have no name yet
    std::int64_t changes = 0;
  };
  std::vector<InRecord> records;  // those with something, in the order they were made
  std::int64_t messages = 0;      // shares, stops, late notes and words for others
  std::int64_t drafts = 0;        // being written, and never kept
  bool is_nothing() const { return records.empty() && messages == 0 && drafts == 0; }
};
NotSent not_sent(Vault& vault);

// Wipes the vault `name`, which is `vault`: first what opens it, then its files. From the moment
// that this can be seen on the disk nothing opens it, and what a crash leaves is wiped by whatever
// program next opens or makes a vault in that folder. Requires: no other connection is open.
// Errors: malformed (a damaged salt). Throws std::filesystem::filesystem_error; then the vault is
// as it was, or the rest is wiped later.
Result<bool> leave_device(std::unique_ptr<Vault> vault, const VaultName& name);

// Wipes what a crash left of vaults that were being wiped. Throws
// std::filesystem::filesystem_error.
void finish_leaving(const std::filesystem::path& data_folder);

}  // namespace alongside
