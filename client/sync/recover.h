#pragma once

#include "client/store/vault_maker.h"
#include "client/sync/transport.h"
#include "shared/pairing/text.h"

namespace alongside {

// Makes a vault on this device of what a recovery code gives back (docs/spec/recovery.md).

// Where a vault is recovered from, as it stands on the recovery sheet. Without the server's key,
// the one that the server names counts once what lies there under the code names the same.
struct RecoveryServer {
  std::string url;  // scheme://host[:port]
  std::optional<SigningPublic> key;
  bool insecure_lan = false;
  std::optional<Hash> certificate_pin;
};

struct RecoverRequest {
  NewVault vault;  // its name, passphrase and cost
  RecoverySecret code;
  RecoveryServer server;
};
// Errors: unavailable (no answer, or it broke off; nothing is left here), refused (the server lets
// nobody in by this code, or is not the one that the record names), and those of recover_vault.
Result<OpenedVault> recover(const RecoverRequest& request, const VaultMeans& means,
                            const Connect& connect);

// Its two halves, for whoever has transports and a database of their own. The first shows the code
// to the server for a device with this seed; the second syncs until nothing more comes.
Result<Home> enrol_to_recover(const RecoverySecret& code, const Key& device_seed,
                              const RecoveryServer& server, Transport& transport);
Result<bool> fetch_all(Vault& vault, Transport& transport);

// Lets a new device with this seed in at the server by a pairing text that names one.
// Errors: unavailable, refused (the server lets nobody in by that text).
Result<Home> enrol_to_pair(const PairingText& text, const Key& device_seed, Transport& transport);

}  // namespace alongside
