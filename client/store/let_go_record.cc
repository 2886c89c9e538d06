#include "client/store/let_go_record.h"

#include "client/store/hand_over_notices.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/late.h"
#include "client/store/log.h"
#include "client/store/own_identities.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// Identities kept here for somebody who took over since.
std::vector<RootId> taken_over(Vault& vault) {
  std::vector<RootId> roots;
  for (const RootId& root : kept_identities(vault)) {
    const auto card = known_card(vault, root);
    MUST(card);
    const bool is_theirs = card->signer != card->root && !card->speaks(vault.device().id());
    if (root != vault.me() && is_theirs) roots.push_back(root);
  }
  return roots;
}

// What was made ready before, a stop above all, goes to the server first, where there is one.
bool is_all_sent(Database& db, std::int64_t owner) {
  auto& query =
      db.statement(
            "SELECT 1 FROM stream JOIN section ON section.id = stream.section JOIN space ON "
            "space.id = section.space WHERE space.owner = ?1 AND EXISTS (SELECT 1 FROM home) AND "
            "((stream.to_close = 1 AND stream.state = 0) OR EXISTS (SELECT 1 FROM blob WHERE "
            "blob.stream = stream.id AND place IS NULL AND receipt IS NULL AND not_taken = 0 AND "
            "bytes IS NOT NULL)) LIMIT 1")
          .bind(1, owner);
  return !first_row(query, [](Statement&) { return true; });
}

// The person's device has this part: it says so.
bool goes_on_elsewhere(Vault& vault, const SectionRow& section) {
  return is_handed_over(vault, section) || PLANT(parts_go_that_nobody_has);
}

// What the person shares with this vault may have come while the record was kept here.
void set_shares_aside(Vault& vault, const SectionRow& section) {
  Database& db = vault.db();
  std::vector<Bytes> grants;
  auto& rows = db.statement("SELECT message FROM share WHERE section = ?1 AND given = 0")
                   .bind(1, section.id);
  while (rows.step()) grants.push_back(copy_of(rows.blob(0)));
  for (const Bytes& grant : grants) keep_waiting(vault, vault.me(), grant);
}

// It is read under a share from now on, or not at all.
void leave_as_reader(Vault& vault, const SectionRow& section) {
  Database& db = vault.db();
  db.statement("UPDATE section SET admission = ?2, may_write = 0 WHERE id = ?1")
      .bind(1, section.id)
      .bind(2, vault.random().id<AdmissionId>())
      .run();
  for (const std::string_view sql :
       {"DELETE FROM to_end WHERE section = ?1",
        "DELETE FROM copy WHERE new IN (SELECT id FROM stream WHERE section = ?1)"}) {
    db.statement(sql).bind(1, section.id).run();
  }
  const auto now = section_row(db, section.id);
  MUST(now);
  leave_section(vault, *now);
}

void forget_inboxes(Database& db, std::int64_t author) {
  std::vector<std::int64_t> streams;
  auto& rows = db.statement(
                     "SELECT inbox_stream FROM identity WHERE author = ?1 UNION SELECT stream FROM "
                     "earlier_inbox WHERE author = ?1")
                   .bind(1, author);
  while (rows.step()) streams.push_back(rows.integer(0));
  db.statement("DELETE FROM earlier_inbox WHERE author = ?1").bind(1, author).run();
  for (const std::int64_t stream : streams) {
    db.statement("DELETE FROM blob WHERE stream = ?1").bind(1, stream).run();
    db.statement("DELETE FROM stream WHERE id = ?1").bind(1, stream).run();
  }
}

// They were met in person; their card goes on being followed.
void keep_as_contact(Database& db, std::int64_t author) {
  db.statement(
        "UPDATE stream SET purpose = ?2, append_cap = NULL, close_cap = NULL, drop_cap = NULL "
        "WHERE id = (SELECT card_stream FROM identity WHERE author = ?1)")
      .bind(1, author)
      .bind(2, static_cast<std::int64_t>(StreamPurpose::contact_card))
      .run();
  db.statement(
        "UPDATE card SET is_contact = 1, stream = (SELECT card_stream FROM identity WHERE author = "
        "?1) WHERE author = ?1")
      .bind(1, author)
      .run();
}

void let_go(Vault& vault, const RootId& root) {
  Database& db = vault.db();
  const std::int64_t owner = author_number(db, root);
  bool is_all = true;
  for (const SectionRow& section : all_section_rows(db)) {
    if (section.owner != owner || !section.is_owner()) continue;
    is_all = is_all && goes_on_elsewhere(vault, section);
    if (!goes_on_elsewhere(vault, section)) continue;
    close_open_batch(vault, section.id);
    set_shares_aside(vault, section);
    leave_as_reader(vault, section);
  }
  vault.touch();
  if (!is_all) return;
  keep_as_contact(db, owner);
  forget_inboxes(db, owner);
  for (const std::string_view sql :
       {"DELETE FROM identity WHERE author = ?1",
        "DELETE FROM waiting_message WHERE recipient = ?1",
        "DELETE FROM word WHERE space IN (SELECT space FROM space WHERE owner = ?1)"}) {
    db.statement(sql).bind(1, owner).run();
  }
}

}  // namespace

bool has_records_to_let_go(Vault& vault) { return !taken_over(vault).empty(); }

std::set<std::int64_t> let_go_of_records(Vault& vault) {
  if (PLANT(who_held_keeps_the_record)) return {};
  bool is_any = false;
  for (const RootId& root : taken_over(vault)) {
    if (!is_all_sent(vault.db(), author_number(vault.db(), root))) continue;
    let_go(vault, root);
    is_any = true;
  }
  return is_any ? retry_waiting_messages(vault) : std::set<std::int64_t>();
}

}  // namespace alongside
