#pragma once

#include "client/store/items.h"
#include "shared/consent/section_word.h"

namespace alongside {

// The tray of a record kept here: what somebody wrote without the right to, mostly after a share
// had ended. Stored and synced, shown to the owner only, until they keep it or let it go.

struct HeldNote {
  BatchHash batch;
  SpaceId space;
  std::uint64_t section = 0;
  RootId author;
  TimeMs at = 0;        // the author's claim
  TimeMs received = 0;  // this device's clock
  std::string reason;   // one plain sentence
  std::vector<std::string> texts;
  bool after_erase = false;  // about an entry that was erased; `batch` names only this waiting note
};

// Held batches and late changes about erased entries in records kept here, oldest first; of one
// space, or of all.
std::vector<HeldNote> held_notes(Vault& vault, const std::optional<SpaceId>& space);

// The held one meant by an id or the beginning of one (at least four digits).
// Errors: not_found, usage.
Result<BatchHash> find_held(Vault& vault, std::string_view typed);

// Accepts it: it is applied here and with everybody who may read; what was written about an erased
// entry becomes a new one. Errors: not_found, too_large.
Result<bool> keep_held(Vault& vault, const BatchHash& batch);

// Lets it go: its words are taken off this device, and off the identity's others when they sync.
// Errors: not_found.
Result<bool> delete_held(Vault& vault, const BatchHash& batch);

// My words that wait for an owner to decide.
struct LateNote {
  BatchHash batch;
  SpaceId space;
  std::uint64_t section = 0;
  TimeMs at = 0;
  std::vector<std::string> texts;
};
std::vector<LateNote> my_late_notes(Vault& vault);

// What another of the identity's devices let go. Inside the caller's transaction.
void forget_held(Vault& vault, const SectionWord& word);

}  // namespace alongside
