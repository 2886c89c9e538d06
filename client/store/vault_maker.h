#pragma once

#include <functional>

#include "client/store/receive_record.h"
#include "client/store/status.h"
#include "client/store/vault.h"
#include "client/store/vault_head.h"
#include "client/store/vault_lock.h"
#include "shared/consent/recovery.h"

namespace alongside {

// What a new vault begins with.
struct VaultBeginning {
  std::string_view my_name;
  RecoverySecret code;  // the vault's recovery code
  SpaceKind kind = SpaceKind::coach;
};

// What a vault is recovered with.
struct Recovering {
  RecoverySecret code;
  Key device_seed;  // of this device, which the server knows by `home`
  Home home;
  bool is_key_known = false;  // the server's, by whoever recovers; else the record must name it
  std::function<Result<bool>(Vault&)> fetch;
};

// What a vault begins with on a device that was let join.
struct Joining {
  Key device_seed;  // of this device, which the server knows by `home`
  Home home;
  std::vector<IdentityKit> kits;  // exactly one is me
  std::string met = {};  // the card, as text, of the coach who hands the record over; else empty
};

// Whether such a vault can be made here, before anything is asked of somebody else. Errors: those
// of create_vault.
Result<bool> check_new_vault(const NewVault& how, Random& random);

// Builds a vault of the identities that `from` brings, with a recovery code of its own.
// Errors: those of create_vault, malformed.
Result<CreatedVault> join_vault(const NewVault& how, const Joining& from, const VaultMeans& means);

// Takes away a vault that was just made and is not to be: its files, and nothing at the server.
// Requires: it is not open. Errors: busy (another program has it open). Throws as create_vault.
Result<bool> take_vault_away(const VaultName& name, Random& random);

// Builds a vault from what `from` brings, in place of a new identity; it opens with the same code.
// Errors: those of create_vault, and of VaultMaker::recover.
Result<OpenedVault> recover_vault(const NewVault& how, const Recovering& from,
                                  const VaultMeans& means);

// Builds a vault of a person's own out of the file of their record, without a network. It has a
// recovery code of its own. Errors: those of create_vault, and of receive_record.
struct ReceivedVault {
  CreatedVault created;
  ReceivedRecord record;
};
Result<ReceivedVault> receive_vault(const NewVault& how, const RecordFile& from,
                                    const VaultMeans& means);

// Makes Vault objects over a database file whose keys are known: the only one who may. The programs
// get the keys out of a vault's head (vault_open.cc); the simulator, whose databases lie on disks
// of its own, has them, and no lock. Throws SqliteError.
struct VaultMaker {
  // Errors: unknown_version (written by a newer program).
  static Result<OpenedVault> open(const std::filesystem::path& database, const VaultKeys& keys,
                                  const VaultMeans& means, std::shared_ptr<VaultLock> lock);

  // Closes this connection. Gives the lock that all connections of this program hold.
  static std::shared_ptr<VaultLock> close(std::unique_ptr<Vault> vault);

  // Fills a new database with an identity and a device.
  // Errors: too_large, malformed (the name).
  static Result<bool> fill(const std::filesystem::path& database, const VaultKeys& keys,
                           const VaultMeans& means, const VaultBeginning& how);

  // Fills a new database with the identities that another device handed over.
  // Errors: malformed (a card that does not check out).
  static Result<bool> join(const std::filesystem::path& database, const VaultKeys& keys,
                           const VaultMeans& means, const Joining& how, const RecoverySecret& code);

  // Fills a new database with what a recovery code gives back: `fetch` syncs until nothing more
  // comes, once for the recovery stream and once for what follows from it.
  // Errors: not_found (nothing at that server is for this code), malformed, and those of `fetch`.
  static Result<bool> recover(const std::filesystem::path& database, const VaultKeys& keys,
                              const VaultMeans& means, const Recovering& how);

  // Fills a new database with the record in a file; `code` will be the vault's recovery code.
  // Errors: those of receive_record.
  static Result<ReceivedRecord> receive(const std::filesystem::path& database,
                                        const VaultKeys& keys, const VaultMeans& means,
                                        const RecoverySecret& code, const RecordFile& from);
};

}  // namespace alongside
