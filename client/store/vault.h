#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "client/store/card_memo.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/consent/card.h"
#include "shared/consent/space_name.h"
#include "shared/seal/passphrase.h"
#include "shared/sqlite/database.h"

namespace alongside {

class VaultLock;

// Where a vault lies: a folder of vaults, and the name the person types. The name itself is never
// written; its folder is found by a slow hash of it (docs/spec/vault.md).
struct VaultName {
  std::filesystem::path data_folder;
  std::string name;
};

// What a vault takes from outside.
struct VaultMeans {
  const Clock& clock;
  Random& random;
  const char* vfs = nullptr;  // tests name a recording one
};

// One person's or coach's encrypted store on this device (docs/spec/vault.md): the truth here.
// A Vault is one connection; one program at a time may write a vault, with as many Vaults (one for
// each thread) as it likes, made by second_connection().
// Everything that works on a vault is a function over it: people.h, edits.h, items.h, sharing.h,
// status.h, drafts.h, replica.h. They throw SqliteError.
class Vault {
 public:
  ~Vault();
  Vault(const Vault&) = delete;

  Database& db() { return db_; }
  TimeMs now_ms() const { return means_.clock.now_ms(); }
  Random& random() { return means_.random; }
  const RootId& me() const { return me_; }
  const DeviceKeys& device() const { return *device_; }
  const BoxPublic& roots_box() const { return roots_box_; }
  // Cards checked before; forgotten once another connection has written.
  CardMemo& cards();

  // Another connection to the same vault, for another thread. Throws SqliteError.
  std::unique_ptr<Vault> second_connection() const;

  // A number that moves with every commit that changes what is shown, from whatever connection.
  std::int64_t revision();
  // Called inside a transaction that changes what is shown.
  void touch();

 private:
  friend struct VaultMaker;
  Vault(const VaultMeans& means, std::filesystem::path file, const Key& key);
  void read_identity();
  void set_keys(const Key& device_seed, const BoxPublic& roots_box);
  void become(const RootId& me);
  VaultMeans means_;
  std::filesystem::path file_;
  Key key_;
  Database db_;
  RootId me_;
  std::unique_ptr<DeviceKeys> device_;
  BoxPublic roots_box_;
  CardMemo cards_;
  std::int64_t data_version_ = 0;  // of the database when cards_ was begun
  std::shared_ptr<VaultLock> lock_;
};

// A vault just opened. `roots_key` opens root secrets: forget it unless a root must sign now.
struct OpenedVault {
  std::unique_ptr<Vault> vault;
  Key roots_key;
};

struct NewVault {
  VaultName name;
  View passphrase;
  std::string my_name;  // may be empty
  KdfCost cost = KdfCost::moderate();
  SpaceKind kind = SpaceKind::coach;  // or a charity's
};

struct CreatedVault {
  OpenedVault opened;
  std::string recovery_code;  // shown once; the vault keeps only what it opens
};

// Makes a vault with a fresh identity, device and recovery code.
// Errors: refused (there is such a vault already; an empty name or passphrase), too_large. Throws
// SqliteError and std::filesystem::filesystem_error.
Result<CreatedVault> create_vault(const NewVault& how, const VaultMeans& means);

// Errors: wrong_passphrase (also if there is no such vault: the same words after the same time),
// busy (another program has it open), unknown_version, malformed (a damaged header). Throws as
// above.
Result<OpenedVault> open_vault(const VaultName& name, View passphrase, const VaultMeans& means);

// The same with the recovery code in place of the passphrase. Errors: also usage (not a code).
Result<OpenedVault> open_vault_with_code(const VaultName& name, std::string_view code,
                                         const VaultMeans& means);

// The key that opens root secrets of the open vault `name`, for what only a typed passphrase may
// do: forget it unless a root must sign now. Errors: wrong_passphrase, malformed.
Result<Key> unlock_roots(Vault& vault, const VaultName& name, View passphrase);

// Gives the vault a new passphrase; the old one, or the code, was used to open it just now.
// The header is replaced in one step. Errors: refused (empty), wrong_passphrase.
struct Unlocking {
  View passphrase;        // either
  std::string_view code;  // or
};
Result<bool> change_passphrase(const VaultName& name, const Unlocking& now, View new_passphrase,
                               const VaultMeans& means);

// Makes a new recovery code for the open vault `name`; the old one opens nothing from then on, and
// the vault counts as not backed up. A crash on the way leaves one code that opens it, the old one
// or the new one, and no part of either counts until a code is made anew.
// Errors: wrong_passphrase, malformed.
Result<std::string> renew_recovery_code(Vault& vault, const VaultName& name, View passphrase);

// Whether the code was typed back, so that "Not backed up yet" may go.
bool is_backed_up(Vault& vault);
void mark_backed_up(Vault& vault);

// Which group of the recovery code, from 1, is to be typed back. None once the vault is backed up,
// or where only the whole code can be checked.
std::optional<int> asked_code_group(Vault& vault);

// Whether `typed` is the recovery code of the open vault `name`, or whole groups of five letters
// with the one that is asked for among them. Errors: usage (neither, with the group that is wrong),
// not_found (no group is asked for).
Result<bool> check_recovery_code(Vault& vault, const VaultName& name, std::string_view typed);

}  // namespace alongside
