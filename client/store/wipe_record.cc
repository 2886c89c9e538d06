#include "client/store/wipe_record.h"

#include <array>

#include "client/store/entry_table.h"
#include "client/store/erased_records.h"
#include "client/store/facts.h"
#include "client/store/inbox.h"
#include "client/store/recovery.h"
#include "client/store/streams.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

std::vector<std::int64_t> numbers(Statement& rows) {
  std::vector<std::int64_t> list;
  while (rows.step()) list.push_back(rows.integer(0));
  return list;
}

// What of a stream is left is what it takes to have a server forget it; without D there is nothing
// to be done about it from here. Blobs keep their hashes until then: they are the stream's head.
void retire(Database& db, std::int64_t row) {
  const auto stream = stream_row(db, row);
  MUST(stream);
  if (!stream->drop_cap) {
    db.statement("DELETE FROM blob WHERE stream = ?1").bind(1, row).run();
    db.statement("DELETE FROM stream WHERE id = ?1").bind(1, row).run();
    return;
  }
  db.statement(
        "UPDATE blob SET bytes = NULL, content = NULL, tainted = 0, not_taken = 0 WHERE stream = "
        "?1")
      .bind(1, row)
      .run();
  if (PLANT(keys_of_erased_records_stay)) return;
  const bool is_dropped_there = !PLANT(erased_records_stay_at_the_server);
  auto& left = db.statement(
      "UPDATE stream SET purpose = ?2, section = NULL, author = NULL, epoch_key = NULL, append_cap "
      "= NULL, merge_secret = NULL, read_cap = ?3, to_close = ?4, to_drop = ?4 WHERE id = ?1");
  left.bind(1, row).bind(2, static_cast<std::int64_t>(StreamPurpose::erased));
  const auto read = stream->read();
  if (read) {
    left.bind(3, read->view());
  } else {
    left.bind_null(3);
  }
  left.bind(4, is_dropped_there).run();
}

// The streams that only this section has: somebody else may have named the same one for theirs.
std::vector<std::int64_t> streams_of(Database& db, std::int64_t section) {
  return numbers(db.statement("SELECT id FROM stream WHERE section = ?1 UNION SELECT stream FROM "
                              "epoch WHERE section = ?1 AND stream IS NOT NULL UNION SELECT stream "
                              "FROM history_stream WHERE section = ?1 EXCEPT SELECT stream FROM "
                              "epoch WHERE section <> ?1 EXCEPT SELECT stream FROM history_stream "
                              "WHERE section <> ?1")
                     .bind(1, section));
}

// What was made ready for others, sent or not: it would be left again after a server started anew.
void take_back_from_others(Database& db, std::int64_t section) {
  constexpr std::string_view kHandedOf =
      "what IN (SELECT epoch FROM epoch WHERE section = ?1 UNION SELECT stream.address FROM "
      "history_stream JOIN stream ON stream.id = history_stream.stream WHERE "
      "history_stream.section = ?1)";
  const std::string handed(kHandedOf);
  db.statement("UPDATE blob SET bytes = NULL WHERE id IN (SELECT blob FROM handed WHERE " + handed +
               ")")
      .bind(1, section)
      .run();
  db.statement("DELETE FROM handed WHERE " + handed).bind(1, section).run();
  db.statement(
        "UPDATE blob SET bytes = NULL WHERE id IN (SELECT blob FROM share WHERE section = ?1) OR "
        "content IN (SELECT hash FROM batch WHERE section = ?1)")
      .bind(1, section)
      .run();
  std::vector<Hash> grants;
  auto& rows =
      db.statement("SELECT message FROM share WHERE section = ?1 AND given = 1").bind(1, section);
  while (rows.step()) grants.push_back(message_id(rows.blob(0)));
  for (const Hash& grant : grants) {
    db.statement(
          "UPDATE blob SET bytes = NULL WHERE id IN (SELECT blob FROM handed WHERE what = ?1)")
        .bind(1, grant)
        .run();
    db.statement("DELETE FROM handed WHERE what = ?1").bind(1, grant).run();
  }
}

// The row of the section itself stays, so that what a screen shows at this moment does not lose its
// footing; no list has it any more.
void wipe_section(Vault& vault, std::int64_t section) {
  Database& db = vault.db();
  take_back_from_others(db, section);
  const std::vector<std::int64_t> streams = streams_of(db, section);
  clear_entries(db, section);
  for (const std::string_view sql :
       {"DELETE FROM confirmation WHERE chain IN (SELECT id FROM chain WHERE section = ?1)",
        "DELETE FROM open_change WHERE batch IN (SELECT id FROM batch WHERE section = ?1)",
        "DELETE FROM copy WHERE old IN (SELECT id FROM stream WHERE section = ?1) OR new IN "
        "(SELECT id FROM stream WHERE section = ?1)",
        "DELETE FROM batch WHERE section = ?1", "DELETE FROM chain WHERE section = ?1",
        "DELETE FROM epoch WHERE section = ?1", "DELETE FROM history_stream WHERE section = ?1",
        "DELETE FROM share WHERE section = ?1", "DELETE FROM erased WHERE section = ?1",
        "DELETE FROM late_change WHERE section = ?1", "DELETE FROM to_end WHERE section = ?1",
        "UPDATE section SET may_write = 0, out = 2, open_batch = NULL, unsettled = 0, news = 0, "
        "to_publish = 0, until_ms = NULL WHERE id = ?1"}) {
    db.statement(sql).bind(1, section).run();
  }
  // Nobody owns it here any more: should it come back, it comes as a share.
  db.statement("UPDATE section SET admission = ?2 WHERE id = ?1")
      .bind(1, section)
      .bind(2, vault.random().id<AdmissionId>())
      .run();
  for (const std::int64_t stream : streams) retire(db, stream);
}

// What waited for a card or another app.
void forget_waiting(Vault& vault, const SpaceId& space) {
  std::vector<std::int64_t> gone;
  std::vector<std::pair<std::int64_t, Bytes>> waiting;
  auto& rows = vault.db().statement("SELECT id, message FROM waiting_message");
  while (rows.step()) waiting.emplace_back(rows.integer(0), copy_of(rows.blob(1)));
  for (const auto& [row, bytes] : waiting) {
    const auto message = decode_message(bytes);
    if (message && record_of(vault, *message) == space) gone.push_back(row);
  }
  for (const std::int64_t row : gone) {
    vault.db().statement("DELETE FROM waiting_message WHERE id = ?1").bind(1, row).run();
  }
}

// What is told of it, by and to whomever.
void forget_words(Vault& vault, const SpaceId& space) {
  Database& db = vault.db();
  db.statement("UPDATE blob SET bytes = NULL WHERE id IN (SELECT blob FROM word WHERE space = ?1)")
      .bind(1, space)
      .run();
  for (const std::string_view sql :
       {"DELETE FROM word WHERE space = ?1", "DELETE FROM notice WHERE space = ?1",
        "DELETE FROM late WHERE space = ?1",
        "DELETE FROM draft WHERE space = (SELECT id FROM space WHERE space = ?1)",
        "DELETE FROM to_erase WHERE space = (SELECT id FROM space WHERE space = ?1)"}) {
    db.statement(sql).bind(1, space).run();
  }
  db.statement("DELETE FROM draft WHERE place LIKE '%:' || ?1 || '%'").bind(1, space.hex()).run();
  forget_waiting(vault, space);
  forget_messages(vault,
                  [&](const Message& message) { return record_of(vault, message) == space; });
}

// An identity that is held for somebody goes with its record: its root, and what opens its inboxes.
// The card stays, and the stream where others look for it.
void forget_held_identity(Database& db, const RootId& root) {
  const std::int64_t author = author_number(db, root);
  auto& held =
      db.statement("SELECT 1 FROM identity WHERE author = ?1 AND is_me = 0").bind(1, author);
  if (!first_row(held, [](Statement&) { return true; })) return;
  for (const Hash& what : {Hash{root.bytes}, kits_of(root)}) {
    db.statement(
          "UPDATE blob SET bytes = NULL WHERE id IN (SELECT blob FROM handed WHERE what = ?1)")
        .bind(1, what)
        .run();
    db.statement("DELETE FROM handed WHERE what = ?1").bind(1, what).run();
  }
  const auto inboxes =
      numbers(db.statement("SELECT stream FROM earlier_inbox WHERE author = ?1 UNION SELECT "
                           "inbox_stream FROM identity WHERE author = ?1")
                  .bind(1, author));
  db.statement("DELETE FROM earlier_inbox WHERE author = ?1").bind(1, author).run();
  db.statement("DELETE FROM identity WHERE author = ?1").bind(1, author).run();
  for (const std::int64_t inbox : inboxes) {
    db.statement("DELETE FROM handed WHERE blob IN (SELECT id FROM blob WHERE stream = ?1)")
        .bind(1, inbox)
        .run();
    retire(db, inbox);
  }
}

struct ToWipe {
  SpaceId space;
  RootId owner;
};

void wipe_one(Vault& vault, const ToWipe& record) {
  Database& db = vault.db();
  for (const std::int64_t section :
       numbers(db.statement("SELECT section.id FROM section JOIN space ON space.id = section.space "
                            "WHERE space.space = ?1")
                   .bind(1, record.space))) {
    wipe_section(vault, section);
  }
  forget_words(vault, record.space);
  if (record.space == space_name(record.owner, SpaceKind::person)) {
    forget_held_identity(db, record.owner);
  }
}

}  // namespace

void wipe_erased(Vault& vault) {
  std::vector<ToWipe> due;
  auto& rows = vault.db().statement(
      "SELECT space, author.root FROM erased_record JOIN author ON author.id = erased_record.owner "
      "WHERE wiped = 0");
  while (rows.step()) due.push_back({rows.id<SpaceId>(0), rows.id<RootId>(1)});
  if (due.empty()) return;
  for (const ToWipe& record : due) {
    if (!PLANT(nothing_of_a_record_is_wiped)) wipe_one(vault, record);
    vault.db()
        .statement("UPDATE erased_record SET wiped = 1 WHERE space = ?1")
        .bind(1, record.space)
        .run();
  }
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(vault.db(), kFactToClear, yes);
  vault.touch();
}

}  // namespace alongside
