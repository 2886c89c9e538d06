#include "client/store/drafts.h"

#include "client/store/rows.h"

namespace alongside {
namespace {

Draft read_draft(Statement& row) {
  Draft draft;
  draft.place = std::string(row.text(0));
  if (!row.is_null(1)) draft.space = row.id<SpaceId>(1);
  draft.body = std::string(row.text(2));
  draft.at_ms = row.integer(3);
  return draft;
}

}  // namespace

void save_draft(Vault& vault, const Draft& draft) {
  Transaction transaction(vault.db());
  std::optional<std::int64_t> space;
  if (draft.space) {
    if (const auto row = find_space(vault.db(), *draft.space)) space = row->id;
  }
  vault.db()
      .statement(
          "INSERT INTO draft (place, space, body, at_ms) VALUES (?1, ?2, ?3, ?4) "
          "ON CONFLICT (place) DO UPDATE SET body = ?3, at_ms = ?4")
      .bind(1, draft.place)
      .bind(2, space)
      .bind(3, draft.body)
      .bind(4, vault.now_ms())
      .run();
  transaction.commit();
}

std::optional<Draft> draft_at(Vault& vault, std::string_view place) {
  return first_row(
      vault.db()
          .statement("SELECT draft.place, space.space, draft.body, draft.at_ms FROM draft "
                     "LEFT JOIN space ON space.id = draft.space WHERE draft.place = ?1")
          .bind(1, place),
      read_draft);
}

std::optional<Draft> newest_draft(Vault& vault) {
  return first_row(
      vault.db().statement(
          "SELECT draft.place, space.space, draft.body, draft.at_ms FROM draft "
          "LEFT JOIN space ON space.id = draft.space ORDER BY draft.at_ms DESC LIMIT 1"),
      read_draft);
}

void drop_draft(Vault& vault, std::string_view place) {
  Transaction transaction(vault.db());
  vault.db().statement("DELETE FROM draft WHERE place = ?1").bind(1, place).run();
  transaction.commit();
}

}  // namespace alongside
