#include "client/store/code_groups.h"
#include "client/store/facts.h"
#include "client/store/files.h"
#include "client/store/leave.h"
#include "client/store/recovery.h"
#include "client/store/vault_maker.h"
#include "client/store/vault_place.h"

namespace alongside {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBuildingPrefix = "new-";

Error cannot_unlock() {
  return error(ErrorCode::wrong_passphrase,
               "That vault name and passphrase do not open anything here.");
}

Result<std::shared_ptr<VaultLock>> take_lock(const VaultPlace& place) {
  TRY(FileLock lock, FileLock::take(place.lock()));
  return std::make_shared<VaultLock>(std::move(lock));
}

// The head of a vault; if there is none, one that nothing opens, so that the work is the same.
Result<VaultHead> head_or_decoy(const VaultPlace& place, Random& random) {
  const auto bytes = read_file(place.head(), kMaxHeadBytes);
  if (bytes) return decode_head(*bytes);
  if (bytes.error().code != ErrorCode::not_found) return bytes.error();
  VaultHead decoy;
  decoy.salt = random.id<Salt>();
  decoy.cost = decoy_cost(place);
  return decoy;
}

Result<VaultKeys> keys_of(const VaultHead& head, View passphrase) {
  TRY(const PassphraseKeys under, keys_from_passphrase(passphrase, head.salt, head.cost));
  auto keys = unwrap_by_passphrase(head, under);
  if (!keys) return cannot_unlock();
  return *keys;
}

Result<VaultKeys> keys_of(const VaultHead& head, const Unlocking& how) {
  if (how.code.empty()) return keys_of(head, how.passphrase);
  TRY(const RecoverySecret secret, read_recovery_code(how.code));
  auto keys = unwrap_by_code(head, keys_from_recovery(secret));
  if (!keys) {
    return error(ErrorCode::wrong_passphrase, "That recovery code does not open this vault.");
  }
  return *keys;
}

Result<OpenedVault> open_how(const VaultName& name, const Unlocking& how, const VaultMeans& means) {
  finish_leaving(name.data_folder);
  TRY(const VaultPlace place, find_place(name, means.random, false));
  TRY(const VaultHead head, head_or_decoy(place, means.random));
  TRY(const VaultKeys keys, keys_of(head, how));
  TRY(auto lock, take_lock(place));
  return VaultMaker::open(place.database(), keys, means, std::move(lock));
}

// Fills the database of a vault that is being built.
using Fill = std::function<Result<bool>(const fs::path& database, const VaultKeys& keys)>;

Result<bool> build_in(const fs::path& folder, const NewVault& how, const RecoverySecret& secret,
                      const VaultMeans& means, const Fill& fill) {
  const VaultPlace place{folder};
  make_private_folder(folder);
  TRY(const FileLock lock, FileLock::take(place.lock()));
  const VaultKeys keys{Key::random(means.random), Key::random(means.random)};
  VaultHead head;
  head.salt = means.random.id<Salt>();
  head.cost = how.cost;
  TRY(const PassphraseKeys under, keys_from_passphrase(how.passphrase, head.salt, head.cost));
  wrap_by_passphrase(head, under, keys, means.random);
  wrap_by_code(head, keys_from_recovery(secret), keys, means.random);
  write_durably(place.head(), encode_head(head));
  return fill(place.database(), keys);
}

// What a crash left of vaults that were never whole. One that is being built is locked.
void remove_unfinished(const fs::path& data_folder) {
  for (const auto& entry : fs::directory_iterator(data_folder)) {
    if (!entry.path().filename().string().starts_with(kBuildingPrefix)) continue;
    if (!FileLock::take(VaultPlace{entry.path()}.lock())) continue;
    fs::remove_all(entry.path());
  }
}

Result<VaultPlace> place_of_new(const NewVault& how, Random& random) {
  if (how.name.name.empty()) return error(ErrorCode::refused, "A vault needs a name.");
  if (how.passphrase.empty()) return error(ErrorCode::refused, "A vault needs a passphrase.");
  TRY_DO(check_cost(how.cost));
  TRY(VaultPlace place, find_place(how.name, random, true));
  if (fs::exists(place.folder)) {
    return error(ErrorCode::refused, "There is a vault of that name here already.");
  }
  return place;
}

// Builds the whole vault in a folder of its own and renames that, so that a crash leaves either a
// vault or what the next one removes.
Result<OpenedVault> build_vault(const NewVault& how, const RecoverySecret& secret,
                                const VaultMeans& means, const Fill& fill) {
  TRY(const VaultPlace place, place_of_new(how, means.random));
  finish_leaving(how.name.data_folder);
  remove_unfinished(how.name.data_folder);
  const fs::path building = how.name.data_folder /
                            (std::string(kBuildingPrefix) + to_hex(means.random.id<Salt>().view()));
  const auto built = build_in(building, how, secret, means, fill);
  if (!built) {
    fs::remove_all(building);
    return built.error();
  }
  sync_folder(building);
  fs::rename(building, place.folder);
  sync_folder(how.name.data_folder);
  return open_vault(how.name, how.passphrase, means);
}

}  // namespace

Result<bool> check_new_vault(const NewVault& how, Random& random) {
  TRY_DO(place_of_new(how, random));
  return true;
}

Result<CreatedVault> create_vault(const NewVault& how, const VaultMeans& means) {
  const RecoverySecret secret = RecoverySecret::random(means.random);
  const auto fill = [&](const fs::path& database, const VaultKeys& keys) {
    return VaultMaker::fill(database, keys, means, {how.my_name, secret, how.kind});
  };
  TRY(OpenedVault opened, build_vault(how, secret, means, fill));
  return CreatedVault{std::move(opened), recovery_code(secret)};
}

Result<CreatedVault> join_vault(const NewVault& how, const Joining& from, const VaultMeans& means) {
  const RecoverySecret secret = RecoverySecret::random(means.random);
  const auto fill = [&](const fs::path& database, const VaultKeys& keys) {
    return VaultMaker::join(database, keys, means, from, secret);
  };
  TRY(OpenedVault opened, build_vault(how, secret, means, fill));
  return CreatedVault{std::move(opened), recovery_code(secret)};
}

Result<OpenedVault> recover_vault(const NewVault& how, const Recovering& from,
                                  const VaultMeans& means) {
  const auto fill = [&](const fs::path& database, const VaultKeys& keys) {
    return VaultMaker::recover(database, keys, means, from);
  };
  return build_vault(how, from.code, means, fill);
}

Result<ReceivedVault> receive_vault(const NewVault& how, const RecordFile& from,
                                    const VaultMeans& means) {
  const RecoverySecret secret = RecoverySecret::random(means.random);
  ReceivedRecord record;
  const auto fill = [&](const fs::path& database, const VaultKeys& keys) -> Result<bool> {
    TRY(record, VaultMaker::receive(database, keys, means, secret, from));
    return true;
  };
  TRY(OpenedVault opened, build_vault(how, secret, means, fill));
  return ReceivedVault{{std::move(opened), recovery_code(secret)}, record};
}

Result<OpenedVault> open_vault(const VaultName& name, View passphrase, const VaultMeans& means) {
  return open_how(name, {.passphrase = passphrase, .code = {}}, means);
}

Result<OpenedVault> open_vault_with_code(const VaultName& name, std::string_view code,
                                         const VaultMeans& means) {
  return open_how(name, {.passphrase = {}, .code = code}, means);
}

Result<bool> change_passphrase(const VaultName& name, const Unlocking& now, View new_passphrase,
                               const VaultMeans& means) {
  if (new_passphrase.empty()) return error(ErrorCode::refused, "A vault needs a passphrase.");
  TRY(const VaultPlace place, find_place(name, means.random, false));
  TRY(VaultHead head, head_or_decoy(place, means.random));
  TRY(const VaultKeys keys, keys_of(head, now));
  TRY(const auto lock, take_lock(place));
  head.salt = means.random.id<Salt>();
  TRY(const PassphraseKeys under, keys_from_passphrase(new_passphrase, head.salt, head.cost));
  wrap_by_passphrase(head, under, keys, means.random);
  write_durably(place.head(), encode_head(head));
  return true;
}

Result<bool> take_vault_away(const VaultName& name, Random& random) {
  TRY(const VaultPlace place, find_place(name, random, false));
  TRY(const auto lock, take_lock(place));
  fs::remove_all(place.folder);
  sync_folder(name.data_folder);
  return true;
}

Result<bool> check_recovery_code(Vault& vault, const VaultName& name, std::string_view typed) {
  if (!is_whole_code(typed)) return has_asked_group(vault, typed);
  TRY(const RecoverySecret secret, read_recovery_code(typed));
  TRY(const VaultPlace place, find_place(name, vault.random(), false));
  TRY(const VaultHead head, head_or_decoy(place, vault.random()));
  return unwrap_by_code(head, keys_from_recovery(secret)).has_value();
}

Result<Key> unlock_roots(Vault& vault, const VaultName& name, View passphrase) {
  TRY(const VaultPlace place, find_place(name, vault.random(), false));
  TRY(const VaultHead head, head_or_decoy(place, vault.random()));
  TRY(const VaultKeys keys, keys_of(head, passphrase));
  return keys.roots;
}

Result<std::string> renew_recovery_code(Vault& vault, const VaultName& name, View passphrase) {
  TRY(const VaultPlace place, find_place(name, vault.random(), false));
  TRY(VaultHead head, head_or_decoy(place, vault.random()));
  TRY(const VaultKeys keys, keys_of(head, passphrase));
  const RecoverySecret secret = RecoverySecret::random(vault.random());
  const std::string code = recovery_code(secret);
  Transaction forgetting(vault.db());
  remove_fact(vault.db(), kFactBackedUp);
  ask_for_no_group(vault);
  vault.touch();
  forgetting.commit();
  wrap_by_code(head, keys_from_recovery(secret), keys, vault.random());
  write_durably(place.head(), encode_head(head));
  Transaction knowing(vault.db());
  ask_for_group_of(vault, code);
  recover_by(vault, secret);
  TRY_DO(leave_all_kits(vault, keys.roots));
  vault.touch();
  knowing.commit();
  return code;
}

bool is_backed_up(Vault& vault) { return fact(vault.db(), kFactBackedUp).has_value(); }

void mark_backed_up(Vault& vault) {
  Transaction transaction(vault.db());
  const std::byte yes{1};
  set_fact(vault.db(), kFactBackedUp, View(&yes, 1));
  ask_for_no_group(vault);
  vault.touch();
  transaction.commit();
}

}  // namespace alongside
