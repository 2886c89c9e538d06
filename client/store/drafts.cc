#include "client/store/drafts.h"

#include <sstream>

#include "client/store/erased_records.h"
#include "client/store/rows.h"

namespace alongside {
namespace {

std::string text_of(const std::vector<VersionId>& shown) {
  std::string text;
  for (const VersionId& version : shown) text += version.text + " ";
  return text;
}

std::vector<VersionId> versions_in(std::string_view text) {
  std::vector<VersionId> shown;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) shown.push_back({word});
  return shown;
}

Draft read_draft(Statement& row) {
  Draft draft;
  draft.place = std::string(row.text(0));
  if (!row.is_null(1)) draft.space = row.id<SpaceId>(1);
  draft.body = std::string(row.text(2));
  draft.at_ms = row.integer(3);
  draft.said_by = std::string(row.text(4));
  draft.shown = versions_in(row.text(5));
  return draft;
}

}  // namespace

void save_draft(Vault& vault, const Draft& draft) {
  Transaction transaction(vault.db());
  if (draft.space && is_erased(vault.db(), *draft.space)) return;  // a screen that has not heard
  std::optional<std::int64_t> space;
  if (draft.space) {
    if (const auto row = find_space(vault.db(), *draft.space)) space = row->id;
  }
  vault.db()
      .statement(
          "INSERT INTO draft (place, space, body, at_ms, said_by, shown) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
          "ON CONFLICT (place) DO UPDATE SET body = ?3, at_ms = ?4, said_by = ?5, shown = ?6")
      .bind(1, draft.place)
      .bind(2, space)
      .bind(3, draft.body)
      .bind(4, vault.now_ms())
      .bind(5, draft.said_by)
      .bind(6, text_of(draft.shown))
      .run();
  transaction.commit();
}

std::optional<Draft> draft_at(Vault& vault, std::string_view place) {
  return first_row(
      vault.db()
          .statement("SELECT draft.place, space.space, draft.body, draft.at_ms, draft.said_by, "
                     "draft.shown FROM draft LEFT JOIN space ON space.id = draft.space WHERE "
                     "draft.place = ?1")
          .bind(1, place),
      read_draft);
}

std::optional<Draft> newest_draft(Vault& vault) {
  return first_row(
      vault.db().statement(
          "SELECT draft.place, space.space, draft.body, draft.at_ms, draft.said_by, draft.shown "
          "FROM draft LEFT JOIN space ON space.id = draft.space ORDER BY draft.at_ms DESC LIMIT 1"),
      read_draft);
}

void drop_draft(Vault& vault, std::string_view place) {
  Transaction transaction(vault.db());
  end_draft(vault, place);
  transaction.commit();
}

void end_draft(Vault& vault, std::string_view place) {
  vault.db().statement("DELETE FROM draft WHERE place = ?1").bind(1, place).run();
}

}  // namespace alongside
