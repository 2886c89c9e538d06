#pragma once

#include <filesystem>
#include <functional>

#include "client/store/vault.h"
#include "shared/consent/recovery.h"

namespace alongside {

// A record out of a file that was taken along (docs/spec/record-file.md): all of it or nothing.

struct RecordFile {
  std::filesystem::path path;
  RecoverySecret code;
};

// Whether the file is a record's and this is its code, by how it begins.
// Errors: not_found, refused (another code), malformed, unknown_version. Throws
// std::filesystem::filesystem_error.
Result<bool> check_record_code(const RecordFile& from);

struct ReceivedRecord {
  SpaceId space;
  RootId taken_by;
  TimeMs taken_ms = 0;         // by their clock
  std::uint64_t changes = 0;   // new here
  bool was_here = false;       // kept here already
  bool hands_over = false;     // to be taken over, where it becomes the vault's own
  bool is_taken_over = false;  // that was done
};

// Receives it into a vault that is there, which keeps it from now on, too.
// Errors: not_found, refused (another code; the record is shared with this vault; a charity's
// vault), malformed (cut or changed; it does not check out), unknown_version, too_large. Throws
// SqliteError, std::filesystem::filesystem_error.
Result<ReceivedRecord> receive_record(Vault& vault, const RecordFile& from);

// The same as the vault's own identity, into one that is being built: `become` makes it so.
using Become = std::function<void(const RootId&)>;
Result<ReceivedRecord> receive_as_me(Vault& vault, const RecordFile& from, const Become& become);

}  // namespace alongside
