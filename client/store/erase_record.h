#pragma once

#include "client/store/erased_records.h"

namespace alongside {

// Erasing a whole record for good, after a wait in which it can be called off
// (docs/spec/erasing.md).

inline constexpr TimeMs kEraseWaitMs = 72LL * 60 * 60 * 1000;

// A record that is to be erased, as it was asked for on this device.
struct RecordToErase {
  SpaceId space;
  TimeMs asked = 0;            // this device's clock
  std::optional<TimeMs> over;  // when the wait is over; none: it begins with the next sync
};
// In the order they were asked for.
std::vector<RecordToErase> records_to_erase(Vault& vault);

// The root signs that the record is erased; that is kept here, unsent, until the wait is over.
// Errors: not_found, refused (not the owner's device, or one that was removed; asked for before; a
// full card), wrong_passphrase (the roots key does not fit).
Result<RecordToErase> ask_to_erase(Vault& vault, const SpaceId& space, const Key& roots_key);

// Nothing was changed, and nothing will be. Errors: not_found (it was not asked for here).
Result<bool> call_off_erasing(Vault& vault, const SpaceId& space);

// The server signed a time: waits that had not begun begin with it. Inside the caller's
// transaction.
void begin_waits(Vault& vault, TimeMs signed_time);

// Erases the records whose wait is over: everybody is told, and nothing of them is shown any more.
// wipe_erased() follows it. Inside the caller's transaction.
void erase_what_is_due(Vault& vault);

// Both, where there is anything to do, and what is left of it: the database's own log is emptied,
// and the owners are told. Throws SqliteError.
void go_on_erasing(Vault& vault);

}  // namespace alongside
