#pragma once

#include "client/store/vault.h"

namespace alongside {

// What a sync remembers and counts, beside the streams themselves.

// The hash of the follow list that the server was last told, so that the next sync need not send
// the list again; nothing if there was none, or no server.
std::optional<Hash> told_follow_list(Vault& vault);
// Keeps it; writes only if it differs. Throws SqliteError.
void keep_follow_list(Vault& vault, const std::optional<Hash>& hash);

// Where what arrived so far ends.
struct ArrivalMark {
  std::int64_t last_batch = 0;
};
ArrivalMark arrivals_so_far(Vault& vault);
// How many changes of other devices arrived after it, applied or not.
std::uint64_t changes_arrived_since(Vault& vault, const ArrivalMark& mark);

}  // namespace alongside
