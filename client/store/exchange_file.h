#pragma once

#include <filesystem>

#include "client/store/vault.h"

namespace alongside {

// A sync by file, without a server (docs/spec/record-file.md).

struct ExchangeOut {
  std::uint64_t streams = 0, blobs = 0, bytes = 0;
};

// Writes what other devices of the same streams may lack: of everything here, or of one record.
// Errors: refused (there is a file of that name), too_large. Throws SqliteError,
// std::filesystem::filesystem_error.
Result<ExchangeOut> write_exchange(Vault& vault, const std::filesystem::path& path,
                                   const std::optional<SpaceId>& only);

struct ExchangeIn {
  std::uint64_t received = 0;  // others' changes that are new here
  std::uint64_t blobs = 0;     // new here
};

// Takes in what is of streams whose keys are here, all of it or nothing.
// Errors: not_found, malformed (no such file; cut or changed), unknown_version. Throws as above.
Result<ExchangeIn> read_exchange(Vault& vault, const std::filesystem::path& path);

}  // namespace alongside
