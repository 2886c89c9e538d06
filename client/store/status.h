#pragma once

#include <vector>

#include "client/store/vault.h"

namespace alongside {

// The honest state of a vault. Counts are of this device's own changes.
struct VaultStatus {
  std::int64_t saved = 0;                   // durable here
  std::int64_t sent = 0;                    // with a valid receipt of the server
  std::int64_t confirmed = 0;               // another member's device has them
  std::int64_t messages_waiting_to_go = 0;  // grants, stops, late notes, words: not sent yet
  bool has_server = false;
  std::string server_url;
  TimeMs reached_ms = 0;  // the last valid answer, by this device's clock; 0: never
  bool backed_up = false;
  struct Waiting {
    std::string what;    // "device", "batch", "message", "report", "blob"
    std::string reason;  // one plain sentence
    std::int64_t count = 0;
  };
  std::vector<Waiting> waiting;  // received or held here, but not applied: nothing is dropped
  std::vector<std::string> confirmed_by;  // names of those whose device has everything of mine
};
VaultStatus status(Vault& vault);

// The server this vault sends to.
struct Home {
  std::string url;
  Bytes server_key;
  Bytes token;
  bool insecure_lan = false;
  std::optional<Bytes> certificate_pin;
};
std::optional<Home> home(Vault& vault);
// Keeps the server, and puts it on the cards of the vault's identities.
// Errors: wrong_passphrase (the roots key does not fit).
Result<bool> set_home(Vault& vault, const Home& home, const Key& roots_key);

// Makes the folded tables and the search index anew from the log. Gives how many entries there are.
Result<std::int64_t> rebuild(Vault& vault);

// Checks the file, every signature and hash in the log, and that a fold from scratch gives the same
// digests. Each problem in one plain sentence; none: all is well.
std::vector<std::string> verify_vault(Vault& vault);

}  // namespace alongside
