#pragma once

#include "client/store/vault.h"

namespace alongside {

// Raised whenever an app can read what earlier ones could not: a seal version, a kind of payload,
// record, message or operation, a batch format, a kind of entry.
inline constexpr std::uint8_t kReaderVersion = 1;

// Whether another version of the app read this vault last: an older one put aside what it could not
// read, a newer one took in what this one cannot.
bool needs_reading_again(Vault& vault);

// Reads everything again that an app put aside for a newer one, puts aside what this one cannot
// read, and makes all entries anew; one transaction.
void read_again(Vault& vault);

// Inside the caller's transaction: this version has read all there is.
void mark_as_read(Vault& vault);

}  // namespace alongside
