#include "client/store/take_back.h"

#include "shared/base/plant.h"

namespace alongside {

void take_back_keys(Vault& vault, const SectionRow& section, View who) {
  if (PLANT(what_was_ready_is_sent_after_a_stop)) return;
  vault.db()
      .statement(
          "UPDATE blob SET bytes = NULL WHERE place IS NULL AND id IN (SELECT blob FROM handed "
          "WHERE who = ?2 AND what IN (SELECT epoch FROM epoch WHERE section = ?1 UNION SELECT "
          "stream.address FROM history_stream JOIN stream ON stream.id = history_stream.stream "
          "WHERE history_stream.section = ?1))")
      .bind(1, section.id)
      .bind(2, who)
      .run();
}

void take_back_unsent(Vault& vault, View what, View who) {
  if (PLANT(what_was_ready_is_sent_after_a_stop)) return;
  auto& query = vault.db()
                    .statement(
                        "SELECT blob.id FROM handed JOIN blob ON blob.id = handed.blob WHERE what "
                        "= ?1 AND who = ?2 AND receipt IS NULL AND place IS NULL")
                    .bind(1, what)
                    .bind(2, who);
  const auto blob = first_row(query, [](Statement& row) { return row.integer(0); });
  if (!blob) return;
  vault.db().statement("UPDATE blob SET bytes = NULL WHERE id = ?1").bind(1, *blob).run();
  vault.db()
      .statement("DELETE FROM handed WHERE blob = ?1 AND who = ?2")
      .bind(1, *blob)
      .bind(2, who)
      .run();
}

void take_back_all_keys(Vault& vault, const DeviceId& device) {
  vault.db()
      .statement(
          "UPDATE blob SET bytes = NULL WHERE place IS NULL AND receipt IS NULL AND id IN (SELECT "
          "blob FROM handed WHERE who = ?1)")
      .bind(1, device)
      .run();
}

}  // namespace alongside
