#pragma once

#include <filesystem>

#include "client/store/vault.h"

namespace alongside {

// "Take my record with me": a person's record as one sealed file, for those who have its code
// (docs/spec/record-file.md).

struct TakenRecord {
  std::string code;              // shown once, kept nowhere
  std::int64_t entries = 0;      // that can be seen in it
  std::optional<TimeMs> newest;  // when the newest was written, by its author's clock
  std::uint64_t bytes = 0;       // of the file
};

// Keeping: whoever has file and code keeps the record, too. Taking over: the person, into a vault
// of their own, and nobody else from then on (docs/spec/hand-over.md).
enum class FileFor : std::uint8_t { keeping, taking_over };

// Whether the record of that space is kept here for somebody else. Errors: refused.
Result<bool> check_may_hand_over(Vault& vault, const SpaceId& space);

// Writes the file, and notes in the ledger that it was taken. Requires: the space is known here.
// Errors: wrong_passphrase (the roots key does not fit), refused (not kept here; there is a file of
// that name; taking over one's own record), too_large. Throws SqliteError,
// std::filesystem::filesystem_error.
Result<TakenRecord> take_record(Vault& vault, const SpaceId& space, const Key& roots_key,
                                const std::filesystem::path& path, FileFor what = FileFor::keeping);

}  // namespace alongside
