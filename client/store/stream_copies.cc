#include "client/store/stream_copies.h"

#include <algorithm>

#include "client/store/history_streams.h"
#include "client/store/log.h"
#include "client/store/rotate.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

struct Copy {
  std::int64_t from = 0, to = 0;
  Hash head;  // of the old stream when it was copied
  std::int64_t epochs = 0;
};

std::vector<Copy> copies_of(Database& db, std::int64_t section) {
  std::vector<Copy> copies;
  auto& rows = db.statement(
                     "SELECT old, new, copy.head, epochs FROM copy JOIN stream ON stream.id = new "
                     "WHERE stream.section = ?1")
                   .bind(1, section);
  while (rows.step()) {
    copies.push_back({rows.integer(0), rows.integer(1), rows.id<Hash>(2), rows.integer(3)});
  }
  return copies;
}

bool is_any(Database& db, std::string_view sql, std::int64_t stream) {
  return first_row(db.statement(sql).bind(1, stream), [](Statement&) { return true; }).has_value();
}

std::optional<Hash> head_of(Database& db, std::int64_t stream) {
  auto& query = db.statement("SELECT head FROM stream WHERE id = ?1 AND state = 1").bind(1, stream);
  return first_row(query, [](Statement& row) { return row.id<Hash>(0); });
}

// Nobody needs it any more: it goes from the server, and nobody else is given it.
void abandon(Database& db, const Copy& copy) {
  db.statement("DELETE FROM copy WHERE old = ?1").bind(1, copy.from).run();
  db.statement("DELETE FROM history_stream WHERE stream = ?1").bind(1, copy.to).run();
  db.statement("UPDATE stream SET to_drop = 1 WHERE id = ?1").bind(1, copy.to).run();
}

// A stream that was made just now, and that nobody knows of.
void forget_unsent(Database& db, std::int64_t stream) {
  db.statement("DELETE FROM blob WHERE stream = ?1").bind(1, stream).run();
  db.statement("DELETE FROM history_stream WHERE stream = ?1").bind(1, stream).run();
  db.statement("DELETE FROM stream WHERE id = ?1").bind(1, stream).run();
}

// All of it, and all keys to it that were made ready, have a receipt.
bool is_delivered(Database& db, const Copy& copy) {
  return !is_any(db,
                 "SELECT 1 FROM blob WHERE receipt IS NULL AND place IS NULL AND bytes IS NOT NULL "
                 "AND (stream = ?1 OR id IN (SELECT handed.blob FROM handed JOIN stream ON "
                 "stream.address = handed.what WHERE stream.id = ?1)) LIMIT 1",
                 copy.to);
}

void finish(Database& db, const Copy& copy) {
  db.statement("DELETE FROM copy WHERE old = ?1").bind(1, copy.from).run();
  db.statement("UPDATE stream SET to_drop = 1 WHERE id = ?1").bind(1, copy.from).run();
}

bool must_begin_again(Database& db, const Copy& copy, std::size_t epochs) {
  const bool is_other = static_cast<std::int64_t>(epochs) != copy.epochs;
  const bool is_refused =
      is_any(db, "SELECT 1 FROM blob WHERE stream = ?1 AND not_taken IN (1, 2) LIMIT 1", copy.to);
  return is_other || is_refused || head_of(db, copy.from) != copy.head;
}

// The newest EPOCH that a stream belongs to.
std::optional<EpochId> epoch_of(Vault& vault, const SectionEpochs& epochs, const StreamRow& stream,
                                std::int64_t section) {
  std::optional<EpochId> newest;
  std::size_t most = 0;
  for (const auto& [id, record] : epochs.records) {
    if (record.stream != stream.address || (newest && record.past.size() < most)) continue;
    newest = id;
    most = record.past.size();
  }
  if (newest) return newest;
  for (const HistoryStream& history : history_streams(vault.db(), section)) {
    if (history.stream.id == stream.id) return history.epoch;
  }
  return std::nullopt;
}

// Of `blob`: what holds something erased and is, or may be, at the server.
constexpr std::string_view kTaintedThere =
    "blob.tainted = 1 AND (blob.place IS NOT NULL OR blob.receipt IS NOT NULL) ";

// Streams that hold something erased, each once.
std::vector<StreamRow> tainted_streams(Vault& vault, std::int64_t section) {
  std::vector<std::int64_t> numbers;
  static const std::string sql =
      "SELECT DISTINCT blob.stream FROM blob JOIN stream ON stream.id = blob.stream WHERE " +
      std::string(kTaintedThere) +
      "AND stream.to_drop = 0 AND stream.drop_cap IS NOT NULL AND stream.id NOT IN (SELECT old "
      "FROM copy) AND blob.content IN (SELECT hash FROM batch WHERE section = ?1) ORDER BY 1";
  auto& rows = vault.db().statement(sql).bind(1, section);
  while (rows.step()) numbers.push_back(rows.integer(0));
  std::vector<StreamRow> streams;
  for (const std::int64_t number : numbers) streams.push_back(*stream_row(vault.db(), number));
  return streams;
}

std::vector<Unplaced> batches_in(Database& db, std::int64_t stream) {
  std::vector<Unplaced> batches;
  auto& rows = db.statement(
                     "SELECT batch.id, batch.hash FROM blob JOIN batch ON batch.hash = "
                     "blob.content WHERE blob.stream = ?1 AND blob.place IS NOT NULL ORDER BY "
                     "blob.place")
                   .bind(1, stream);
  while (rows.step()) batches.push_back({rows.integer(0), rows.id<BatchHash>(1)});
  return batches;
}

// Whether a stream is closed and here as a whole, as the server has said since.
bool is_whole(Database& db, std::int64_t stream) {
  return is_any(db, "SELECT 1 FROM stream WHERE id = ?1 AND state = 1 AND recheck = 0", stream);
}

// What this app cannot read goes along as it is. Gives false if something cannot be moved: its seal
// is not known here.
bool copy_the_rest(Vault& vault, const StreamRow& old, std::int64_t fresh) {
  std::vector<Bytes> rest;
  auto& rows = vault.db()
                   .statement(
                       "SELECT bytes FROM blob WHERE stream = ?1 AND place IS NOT NULL AND bytes "
                       "IS NOT NULL AND content IS NULL ORDER BY place")
                   .bind(1, old.id);
  while (rows.step()) rest.push_back(copy_of(rows.blob(0)));
  const auto to = stream_row(vault.db(), fresh);
  for (const Bytes& blob : rest) {
    const auto payload = open_blob(content_key_of(*old.epoch_key), old.address, blob);
    if (!payload) return false;
    seal_into(vault, *to, *payload, {});  // nameless here, too: a later copy takes it along
  }
  return true;
}

void begin_copy(Vault& vault, const SectionRow& section, const SectionEpochs& epochs,
                const StreamRow& old) {
  const auto epoch = epoch_of(vault, epochs, old, section.id);
  const auto head = head_of(vault.db(), old.id);
  if (!epoch || !head) return;
  const std::int64_t fresh = seal_history(vault, section, *epoch, batches_in(vault.db(), old.id));
  if (!copy_the_rest(vault, old, fresh)) {
    report(vault, "something erased that stays at the server beside what a newer app wrote",
           old.address.view());
    forget_unsent(vault.db(), fresh);
    return;
  }
  vault.db()
      .statement("INSERT INTO copy (old, new, head, epochs) VALUES (?1, ?2, ?3, ?4)")
      .bind(1, old.id)
      .bind(2, fresh)
      .bind(3, *head)
      .bind(4, static_cast<std::int64_t>(epochs.all.size()))
      .run();
}

}  // namespace

bool has_copies_to_make(Database& db, std::int64_t section) {
  return lies_at_the_server(db, section) || !copies_of(db, section).empty();
}

void go_on_copying(Vault& vault, const SectionRow& section) {
  Database& db = vault.db();
  if (PLANT(erased_words_stay_at_the_server) || !has_copies_to_make(db, section.id)) return;
  for (const StreamRow& stream : tainted_streams(vault, section.id)) {
    const SectionEpochs epochs = section_epochs(vault, section.id);
    const EpochRecord* head = epochs.head();
    if (head == nullptr || head->stream != stream.address) continue;
    EpochAct act;
    act.fresh_key = true;
    const auto is_made = make_epoch(vault, section, std::move(act));
    if (!is_made) report(vault, "an erased entry that stays at the server", section.space.view());
  }
  const SectionEpochs epochs = section_epochs(vault, section.id);
  for (const Copy& copy : copies_of(db, section.id)) {
    if (must_begin_again(db, copy, epochs.all.size())) {
      abandon(db, copy);
    } else if (is_delivered(db, copy) || PLANT(dropped_before_the_copy_is_there)) {
      finish(db, copy);
    }
  }
  for (const StreamRow& stream : tainted_streams(vault, section.id)) {
    if (is_whole(db, stream.id)) begin_copy(vault, section, epochs, stream);
  }
}

bool lies_at_the_server(Database& db, std::int64_t section) {
  static const std::string sql =
      "SELECT 1 FROM blob JOIN batch ON batch.hash = blob.content WHERE " +
      std::string(kTaintedThere) + "AND batch.section = ?1 LIMIT 1";
  return is_any(db, sql, section);
}

bool has_streams_to_drop(Database& db) {
  auto& query = db.statement(
                      "SELECT 1 FROM stream WHERE to_drop = 1 AND drop_cap IS NOT NULL AND purpose "
                      "IN (?1, ?2) AND (state <> 2 OR recheck = 1) LIMIT 1")
                    .bind(1, static_cast<std::int64_t>(StreamPurpose::section))
                    .bind(2, static_cast<std::int64_t>(StreamPurpose::erased));
  return first_row(query, [](Statement&) { return true; }).has_value();
}

void forget_dropped(Vault& vault, std::int64_t stream) {
  Database& db = vault.db();
  std::vector<std::int64_t> only_here;
  auto& rows = db.statement(
                     "SELECT DISTINCT batch.id FROM blob JOIN batch ON batch.hash = blob.content "
                     "WHERE blob.stream = ?1 AND blob.bytes IS NOT NULL AND batch.bytes IS NULL")
                   .bind(1, stream);
  while (rows.step()) only_here.push_back(rows.integer(0));
  for (const std::int64_t row : only_here) {
    const auto bytes = batch_bytes(vault, row);
    MUST(bytes);
    db.statement("UPDATE batch SET bytes = ?2 WHERE id = ?1").bind(1, row).bind(2, *bytes).run();
  }
  db.statement(
        "UPDATE batch SET moved = 1 WHERE hash IN (SELECT content FROM blob WHERE stream = ?1 AND "
        "place IS NOT NULL)")
      .bind(1, stream)
      .run();
  // What only a newer app can read is kept, though nobody can put it anywhere else.
  db.statement(
        "UPDATE blob SET bytes = CASE WHEN content IS NULL THEN bytes END, place = NULL, tainted = "
        "0 WHERE stream = ?1")
      .bind(1, stream)
      .run();
  db.statement(
        "UPDATE stream SET count = 0, head = zeroblob(32), to_drop = drop_cap IS NOT NULL WHERE "
        "id = ?1")
      .bind(1, stream)
      .run();
}

void forget_order(Database& db, std::int64_t stream) {
  db.statement("DELETE FROM blob WHERE stream = ?1").bind(1, stream).run();
  db.statement("UPDATE stream SET count = 0, head = zeroblob(32) WHERE id = ?1")
      .bind(1, stream)
      .run();
}

void look_at_dropped_again(Database& db) {
  if (PLANT(dropped_streams_come_back)) return;
  db.statement(
        "UPDATE stream SET recheck = 1 WHERE state = 2 AND purpose IN (?1, ?2) AND drop_cap IS NOT "
        "NULL")
      .bind(1, static_cast<std::int64_t>(StreamPurpose::section))
      .bind(2, static_cast<std::int64_t>(StreamPurpose::erased))
      .run();
}

}  // namespace alongside
