#pragma once

#include <string_view>

#include "client/store/status.h"
#include "client/sync/transport.h"

namespace alongside {

// How one sync ended.
enum class SyncState {
  sent,         // everything that is saved here is at the server, everything there is here
  offline,      // the server was not reached, or something else answered in its place
  partial,      // some of it went or came, not all
  turned_away,  // the server does not let this device in
};

// "sent", "offline", "partial", "turned_away".
std::string_view name_of(SyncState state);

// What one sync did. `sent`, `received` and `pending` count changes (and grants among what is sent
// and pending), bytes those of request and answer bodies.
struct SyncReport {
  SyncState state = SyncState::offline;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  std::uint64_t pending = 0;  // saved here, without a receipt yet
  std::uint64_t requests = 0;
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
  bool healed = false;  // the server had lost something, and it was mended
  std::string reason;   // one plain sentence unless everything was sent
};

// Sends and fetches everything with as few requests as it takes: closes open batches, exchanges,
// and once more if what arrived has to be answered. Whatever happens on the way, what was saved
// stays. Throws SqliteError.
SyncReport sync_once(Vault& vault, const Home& home, Transport& transport);

// What is to be said of a vault that has no server. Throws SqliteError.
SyncReport sync_without_server(Vault& vault);

}  // namespace alongside
