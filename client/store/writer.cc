#include "client/store/writer.h"

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

std::optional<Key> fresh_seed(Database& db) {
  const auto kept = fact(db, kFactFreshSeed);
  if (!kept) return std::nullopt;
  const auto seed = Key::from(*kept);
  MUST(seed);
  return *seed;
}

std::vector<RootId> identities_here(Database& db) {
  std::vector<RootId> roots;
  auto& rows = db.statement(
      "SELECT author.root FROM identity JOIN author ON author.id = identity.author ORDER BY "
      "author.id");
  while (rows.step()) roots.push_back(rows.id<RootId>(0));
  return roots;
}

}  // namespace

DeviceKeys writer(Vault& vault) {
  const auto fresh = fresh_seed(vault.db());
  return fresh ? DeviceKeys(*fresh) : vault.device();
}

DeviceId writer_id(Vault& vault) {
  const auto fresh = fresh_seed(vault.db());
  return fresh ? DeviceKeys(*fresh).id() : vault.device().id();
}

void begin_fresh_chains(Vault& vault) {
  if (PLANT(chains_go_on_elsewhere)) return;
  set_fact(vault.db(), kFactFreshSeed, Key::random(vault.random()).view());
  vault.touch();
}

Result<bool> certify_fresh_keys(Vault& vault, const Key& roots_key) {
  const auto fresh = fresh_seed(vault.db());
  if (!fresh) return false;
  const DeviceKeys next(*fresh);
  Transaction transaction(vault.db());
  for (const RootId& root : identities_here(vault.db())) {
    const auto card = known_card(vault, root);
    MUST(card);
    TRY(const IdentityKey secret, open_root(vault, root, roots_key));
    if (card->signer != secret.key().as<RootId>()) continue;  // its person took it over
    const DeviceRecord& now = card->certified.at(vault.device().id());
    const DeviceRecord record = make_device_record(root, next, now.mark, now.holder);
    // A card without room keeps nobody out of their vault: it goes on as before.
    if (!learn_card(vault, {root, {sign_device(secret, record)}})) return false;
  }
  set_fact(vault.db(), kFactDeviceSeed, fresh->view());
  remove_fact(vault.db(), kFactFreshSeed);
  vault.touch();
  transaction.commit();
  return true;
}

}  // namespace alongside
