#include "client/store/vault_maker.h"

#include "client/store/code_groups.h"
#include "client/store/erase_record.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/migrations.h"
#include "client/store/own_devices.h"
#include "client/store/people.h"
#include "client/store/read_again.h"
#include "client/store/recovery.h"
#include "client/store/take_over.h"
#include "client/store/writer.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// A vault is renamed into place whole, so one without a schema has lost its file.
Result<bool> check_is_filled(Database& db) {
  auto& row = db.statement("PRAGMA user_version");
  const bool is_filled = row.step() && row.integer(0) > 0;
  row.reset();
  if (is_filled) return true;
  return error(ErrorCode::malformed, "The vault's file is damaged: there is nothing in it.");
}

// A server that was not known before is believed if what opens with the code alone names its key.
Result<bool> check_names_server(const IdentityKit& kit, const Home& home) {
  TRY(const Card card, read_card(kit.card));
  const bool is_it = card.home && card.home->server_key.view().size() == home.server_key.size() &&
                     std::equal(home.server_key.begin(), home.server_key.end(),
                                card.home->server_key.view().begin());
  if (is_it) return true;
  return error(ErrorCode::refused,
               "This is not the server that the record names. If that is meant, give the server's "
               "key as it stands on the recovery sheet.");
}

}  // namespace

Result<OpenedVault> VaultMaker::open(const std::filesystem::path& database, const VaultKeys& keys,
                                     const VaultMeans& means, std::shared_ptr<VaultLock> lock) {
  std::unique_ptr<Vault> vault(new Vault(means, database, keys.vault));
  TRY_DO(check_is_filled(vault->db_));
  TRY_DO(migrate(vault->db_, kClientStoreMigrations));
  vault->lock_ = std::move(lock);
  vault->read_identity();
  TRY(const bool has_fresh_keys, certify_fresh_keys(*vault, keys.roots));
  if (has_fresh_keys) vault->read_identity();
  if (!turn_out_unfinished(*vault, keys.roots)) {
    report(*vault, "a device that could not be removed", vault->me().view());
  }
  keep_one_code_group(*vault);
  if (needs_reading_again(*vault)) read_again(*vault);
  go_on_erasing(*vault);
  return OpenedVault{std::move(vault), keys.roots};
}

std::shared_ptr<VaultLock> VaultMaker::close(std::unique_ptr<Vault> vault) { return vault->lock_; }

Result<bool> VaultMaker::fill(const std::filesystem::path& database, const VaultKeys& keys,
                              const VaultMeans& means, const VaultBeginning& how) {
  Vault vault(means, database, keys.vault);
  TRY_DO(migrate(vault.db_, kClientStoreMigrations));
  Transaction transaction(vault.db_);
  vault.set_keys(Key::random(means.random), BoxKey(keys.roots).public_key());
  recover_by(vault, how.code);
  ask_for_group_of(vault, recovery_code(how.code));
  TRY(const IdentityKit me, make_my_identity(vault, how.my_name));
  vault.become(me.card.root);
  make_my_space(vault, how.kind);
  leave_kit(vault, me.card.root, me.root_seed);
  mark_as_read(vault);
  transaction.commit();
  vault.db_.checkpoint_truncate();
  return true;
}

Result<bool> VaultMaker::join(const std::filesystem::path& database, const VaultKeys& keys,
                              const VaultMeans& means, const Joining& how,
                              const RecoverySecret& code) {
  Vault vault(means, database, keys.vault);
  TRY_DO(migrate(vault.db_, kClientStoreMigrations));
  TRY_DO(set_home(vault, how.home, keys.roots));
  Transaction transaction(vault.db_);
  vault.set_keys(how.device_seed, BoxKey(keys.roots).public_key());
  recover_by(vault, code);
  ask_for_group_of(vault, recovery_code(code));
  TRY(const IdentityKit me, keep_kits(vault, how.kits));
  vault.become(me.card.root);
  make_my_space(vault, me.kind);
  for (const IdentityKit& kit : how.kits) leave_kit(vault, kit.card.root, kit.root_seed);
  mark_as_read(vault);
  transaction.commit();
  if (!how.met.empty() && !PLANT(who_hands_over_is_not_met)) TRY_DO(add_contact(vault, how.met));
  vault.db_.checkpoint_truncate();
  return true;
}

Result<bool> VaultMaker::recover(const std::filesystem::path& database, const VaultKeys& keys,
                                 const VaultMeans& means, const Recovering& how) {
  Vault vault(means, database, keys.vault);
  TRY_DO(migrate(vault.db_, kClientStoreMigrations));
  Transaction beginning(vault.db_);
  vault.set_keys(how.device_seed, BoxKey(keys.roots).public_key());
  recover_by(vault, how.code);
  set_fact(vault.db_, kFactRecovering, recovery_keys(how.code).box_seed.view());
  mark_as_read(vault);
  beginning.commit();
  TRY_DO(set_home(vault, how.home, keys.roots));
  TRY_DO(how.fetch(vault));
  Transaction taking(vault.db_);
  TRY(const IdentityKit me, take_in_kits(vault));
  if (!how.is_key_known) TRY_DO(check_names_server(me, how.home));
  vault.become(me.card.root);
  make_my_space(vault, me.kind);
  taking.commit();
  TRY_DO(how.fetch(vault));
  Transaction ending(vault.db_);
  remove_fact(vault.db_, kFactRecovering);
  ending.commit();
  mark_backed_up(vault);
  vault.db_.checkpoint_truncate();
  return true;
}

Result<ReceivedRecord> VaultMaker::receive(const std::filesystem::path& database,
                                           const VaultKeys& keys, const VaultMeans& means,
                                           const RecoverySecret& code, const RecordFile& from) {
  Vault vault(means, database, keys.vault);
  TRY_DO(migrate(vault.db_, kClientStoreMigrations));
  Transaction beginning(vault.db_);
  vault.set_keys(Key::random(means.random), BoxKey(keys.roots).public_key());
  recover_by(vault, code);
  ask_for_group_of(vault, recovery_code(code));
  mark_as_read(vault);
  beginning.commit();
  TRY(ReceivedRecord record,
      receive_as_me(vault, from, [&](const RootId& me) { vault.become(me); }));
  Transaction ending(vault.db_);
  make_my_space(vault, SpaceKind::coach);
  ending.commit();
  if (record.hands_over) {
    TRY(record.is_taken_over, take_over(vault, keys.roots));
  }
  vault.db_.checkpoint_truncate();
  return record;
}

}  // namespace alongside
