#include "client/store/traffic.h"

namespace alongside {

std::optional<Hash> told_follow_list(Vault& vault) {
  auto& row = vault.db().statement("SELECT follow_hash FROM home WHERE follow_hash IS NOT NULL");
  if (!row.step()) return std::nullopt;
  const Hash hash = row.id<Hash>(0);
  row.reset();
  return hash;
}

void keep_follow_list(Vault& vault, const std::optional<Hash>& hash) {
  if (told_follow_list(vault) == hash) return;
  Transaction transaction(vault.db());
  vault.db().statement("UPDATE home SET follow_hash = ?1").bind(1, hash).run();
  transaction.commit();
}

ArrivalMark arrivals_so_far(Vault& vault) {
  auto& row = vault.db().statement("SELECT coalesce(max(id), 0) FROM batch");
  row.step();
  const ArrivalMark mark{row.integer(0)};
  row.reset();
  return mark;
}

std::uint64_t changes_arrived_since(Vault& vault, const ArrivalMark& mark) {
  auto& row = vault.db()
                  .statement(
                      "SELECT coalesce(sum(batch.changes), 0) FROM batch "
                      "JOIN chain ON chain.id = batch.chain "
                      "WHERE batch.id > ?1 AND chain.is_mine = 0")
                  .bind(1, mark.last_batch);
  row.step();
  const auto changes = static_cast<std::uint64_t>(row.integer(0));
  row.reset();
  return changes;
}

}  // namespace alongside
