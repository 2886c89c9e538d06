#include "client/store/replica.h"

#include <algorithm>

#include "client/store/erase_record.h"
#include "client/store/facts.h"
#include "client/store/log.h"
#include "client/store/receive.h"
#include "client/store/recovery.h"
#include "client/store/stream_copies.h"
#include "client/store/wipe_record.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

Capability capability(const Key& key) {
  const auto shown = Capability::from(key.view());
  MUST(shown);
  return *shown;
}

Four four_of(const FourHashes& hashes) {
  return {Hash{hashes.read.bytes}, Hash{hashes.append.bytes}, Hash{hashes.close.bytes},
          Hash{hashes.drop.bytes}};
}

struct Position {
  std::uint64_t count = 0;
  Hash head;
};

Position position(Database& db, std::int64_t stream) {
  auto& query = db.statement("SELECT count, head FROM stream WHERE id = ?1").bind(1, stream);
  const auto found = first_row(query, [](Statement& row) {
    return Position{static_cast<std::uint64_t>(row.integer(0)), row.id<Hash>(1)};
  });
  MUST(found);
  return *found;
}

void set_position(Database& db, std::int64_t stream, const Position& at) {
  db.statement("UPDATE stream SET count = ?2, head = ?3 WHERE id = ?1")
      .bind(1, stream)
      .bind(2, at.count)
      .bind(3, at.head)
      .run();
}

std::vector<StreamRow> streams_where(Database& db, std::string_view condition) {
  std::vector<std::int64_t> numbers;
  auto& rows =
      db.statement("SELECT id FROM stream WHERE " + std::string(condition) + " ORDER BY id");
  while (rows.step()) numbers.push_back(rows.integer(0));
  std::vector<StreamRow> streams;
  for (const std::int64_t number : numbers) {
    const auto stream = stream_row(db, number);
    MUST(stream);
    streams.push_back(*stream);
  }
  return streams;
}

// Whether an answer brings anything that was not made here.
bool brings_news(const Applied& answer) {
  return std::any_of(answer.arrived.begin(), answer.arrived.end(), [](const Arrived& arrived) {
    return std::count(arrived.own.begin(), arrived.own.end(), std::int64_t{0}) > 0;
  });
}

// One answer, applied inside one transaction.
class AnswerWriter {
 public:
  explicit AnswerWriter(Vault& vault) : vault_(vault), db_(vault.db()), receiver_(vault) {}

  void write(const Applied& answer) {
    write_home(answer);
    for (const Receipt& receipt : answer.receipts) {
      db_.statement("UPDATE blob SET receipt = ?2 WHERE id = ?1")
          .bind(1, receipt.blob)
          .bind(2, receipt.signature)
          .run();
    }
    for (const Applied::Refused& turned_down : answer.refused) write_refused(turned_down);
    for (const Arrived& arrived : answer.arrived) write_arrived(arrived);
    for (const Applied::Ended& ended : answer.ended) write_ended(ended, answer.is_whole);
    receiver_.settle_all();
    wipe_erased(vault_);
    if (!answer.receipts.empty() || !answer.refused.empty()) vault_.touch();
  }

 private:
  void write_home(const Applied& answer) {
    auto& query = db_.statement("SELECT 1 FROM home WHERE boot IS NOT ?1").bind(1, answer.boot);
    if (first_row(query, [](Statement&) { return true; })) start_anew();
    db_.statement("UPDATE home SET boot = ?1, time_floor_ms = ?2, reached_ms = ?3")
        .bind(1, answer.boot)
        .bind(2, answer.server_time)
        .bind(3, vault_.now_ms())
        .run();
    begin_waits(vault_, answer.server_time);
  }

  // The server may stand on an old backup: what cannot be read there is left again, and closed
  // streams are looked at once more.
  void start_anew() {
    if (PLANT(inbox_messages_are_left_once)) return;
    db_.statement(
           "UPDATE blob SET receipt = NULL WHERE place IS NULL AND stream IN "
           "(SELECT id FROM stream WHERE purpose = ?1)")
        .bind(1, static_cast<std::int64_t>(StreamPurpose::contact_inbox))
        .run();
    db_.statement("UPDATE stream SET recheck = 1 WHERE state = 1").run();
    look_at_dropped_again(db_);
  }

  void write_arrived(const Arrived& arrived) {
    const auto stream = stream_row(db_, arrived.stream);
    MUST(stream && arrived.blobs.size() == arrived.own.size());
    Position at = position(db_, arrived.stream);
    MUST(at.count == arrived.first);
    for (std::size_t i = 0; i < arrived.blobs.size(); ++i) {
      const Hash hash = arrived.own[i] != 0 ? place_own(arrived.own[i], at.count)
                                            : place_foreign(*stream, arrived.blobs[i], at.count);
      at.head = next_head(at.head, hash);
      ++at.count;
    }
    set_position(db_, arrived.stream, at);
  }

  Hash place_own(std::int64_t blob, std::uint64_t place) {
    db_.statement("UPDATE blob SET place = ?2 WHERE id = ?1").bind(1, blob).bind(2, place).run();
    auto& query = db_.statement("SELECT hash FROM blob WHERE id = ?1").bind(1, blob);
    const auto hash = first_row(query, [](Statement& row) { return row.id<Hash>(0); });
    MUST(hash);
    return *hash;
  }

  Hash place_foreign(const StreamRow& stream, View bytes, std::uint64_t place) {
    const Hash hash = blob_hash(bytes);
    db_.statement("UPDATE blob SET place = ?3 WHERE stream = ?1 AND hash = ?2")
        .bind(1, stream.id)
        .bind(2, hash)
        .bind(3, place)
        .run();
    if (db_.changes() > 0) return hash;  // here already: only its place was new
    db_.statement(
           "INSERT INTO blob (stream, hash, place, bytes, made_here) VALUES (?1, ?2, ?3, ?4, 0)")
        .bind(1, stream.id)
        .bind(2, hash)
        .bind(3, place)
        .bind(4, bytes)
        .run();
    const std::int64_t row = db_.last_row();
    if (PLANT(store_position_without_batch)) return hash;
    receiver_.take_in(row, stream, bytes);
    return hash;
  }

  // What ended is followed until it has been delivered whole.
  void write_ended(const Applied::Ended& ended, bool is_whole) {
    const auto stream = stream_row(db_, ended.stream);
    MUST(stream);
    const Key proof = key_of(ended.proof);
    const CapHash expected =
        ended.state == StreamState::dropped ? stream->four.drop : stream->four.close;
    if (cap_hash(proof) != expected) {
      report(vault_, "a stream said to be closed without proof", stream->address.view());
      return;
    }
    db_.statement("UPDATE stream SET state = ?2, was_closed = 1, recheck = ?3 WHERE id = ?1")
        .bind(1, ended.stream)
        .bind(2, static_cast<std::int64_t>(ended.state))
        .bind(3, !is_whole)
        .run();
    if (stream->section) mark_to_publish(db_, *stream->section);
    if (ended.state == StreamState::dropped) {
      if (stream->section) forget_dropped(vault_, stream->id);
      if (stream->purpose == StreamPurpose::erased) forget_order(db_, stream->id);
    }
    if (stream->purpose == StreamPurpose::recovery && is_code_over(vault_)) {
      remove_fact(db_, kFactBackedUp);
    }
  }

  // A stream that is closed keeps nothing out for good: what is in the blob finds another place.
  void write_refused(const Applied::Refused& turned_down) {
    db_.statement("UPDATE blob SET not_taken = ?2 WHERE id = ?1")
        .bind(1, turned_down.blob)
        .bind(2, static_cast<std::int64_t>(turned_down.status))
        .run();
    if (turned_down.status != PushStatus::closed && turned_down.status != PushStatus::dropped) {
      return;
    }
    auto& query = db_.statement("SELECT stream FROM blob WHERE id = ?1").bind(1, turned_down.blob);
    const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
    MUST(row);
    const auto stream = stream_row(db_, *row);
    MUST(stream && turned_down.proof);
    if (!stream->section) return;  // an inbox: somebody replaced it; its card will say
    db_.statement("UPDATE stream SET was_closed = 1 WHERE id = ?1").bind(1, *row).run();
    mark_to_publish(db_, *stream->section);
  }

  static Key key_of(const Capability& shown) {
    const auto key = Key::from(shown.view());
    MUST(key);
    return *key;
  }

  Vault& vault_;
  Database& db_;
  Receiver receiver_;
};

}  // namespace

std::vector<Followed> VaultReplica::followed() {
  std::vector<Followed> list;
  auto& rows = vault_.db().statement(
      "SELECT id, count, head FROM stream WHERE (epoch_key IS NOT NULL OR read_cap IS NOT NULL) "
      "AND "
      "(state = 0 OR recheck = 1 OR (to_drop = 1 AND state = 1)) ORDER BY id");
  while (rows.step()) {
    Followed followed;
    followed.number = rows.integer(0);
    followed.count = static_cast<std::uint64_t>(rows.integer(1));
    followed.head = rows.id<Hash>(2);
    list.push_back(followed);
  }
  for (Followed& followed : list) {
    const auto stream = stream_row(vault_.db(), followed.number);
    MUST(stream && stream->read());
    followed.address = stream->address;
    followed.read = capability(*stream->read());
    followed.four = four_of(stream->four);
  }
  return list;
}

std::vector<Outgoing> VaultReplica::outgoing(std::size_t max_bytes,
                                             const std::vector<std::int64_t>& except) {
  std::vector<Outgoing> blobs;
  std::size_t bytes = 0;
  auto& rows = vault_.db().statement(
      "SELECT blob.id, blob.stream, blob.bytes, blob.made_here FROM blob JOIN stream ON stream.id "
      "= blob.stream "
      "WHERE blob.place IS NULL AND blob.receipt IS NULL AND blob.not_taken = 0 AND "
      "blob.bytes IS NOT NULL AND stream.append_cap IS NOT NULL AND (stream.state = 0 OR "
      "stream.recheck = 1) AND stream.to_drop = 0 AND (stream.purpose <> 6 OR NOT EXISTS (SELECT 1 "
      "FROM stream AS older WHERE older.purpose = 6 AND older.to_drop = 1 AND older.state <> 2)) "
      "ORDER BY blob.id");
  while (rows.step()) {
    if (std::binary_search(except.begin(), except.end(), rows.integer(0))) continue;
    if (PLANT(heals_with_own_blobs_only) && rows.integer(3) == 0) continue;
    if (!blobs.empty() && bytes + rows.blob(2).size() > max_bytes) break;
    Outgoing out;
    out.number = rows.integer(0);
    out.stream = rows.integer(1);
    out.push.blob = copy_of(rows.blob(2));
    bytes += out.push.blob.size();
    blobs.push_back(std::move(out));
  }
  rows.reset();
  for (Outgoing& out : blobs) {
    const auto stream = stream_row(vault_.db(), out.stream);
    MUST(stream && stream->append_cap);
    out.push.address = stream->address;
    out.push.append = capability(*stream->append_cap);
    if (position(vault_.db(), out.stream).count == 0) {
      out.push.four = four_of(stream->four);
      out.push.recovery = stream->purpose == StreamPurpose::recovery;
    }
  }
  return blobs;
}

void VaultReplica::apply(const Applied& answer) {
  Transaction transaction(vault_.db());
  vault_.cards().clear();
  if (brings_news(answer) && !PLANT(batch_not_closed_before_foreign)) close_open_batches(vault_);
  AnswerWriter(vault_).write(answer);
  transaction.commit();
}

// What is to be closed is asked for until it is seen closed. One that was closed before and that
// the server lost something of is closed again only when what this device has of it is there again.
// What is to be dropped is asked for with the head that is held here.
Endings VaultReplica::endings() {
  Endings endings;
  for (const StreamRow& stream : streams_where(
           vault_.db(),
           "to_close = 1 AND close_cap IS NOT NULL AND (state = 0 OR "
           "recheck = 1) AND ((was_closed = 0 AND id NOT IN (SELECT stream FROM history_stream)) "
           "OR NOT EXISTS (SELECT 1 FROM blob WHERE blob.stream = stream.id AND blob.place IS NULL "
           "AND blob.receipt IS NULL AND blob.not_taken = 0 AND blob.bytes IS NOT NULL))")) {
    if (PLANT(nothing_is_closed)) continue;
    endings.close.push_back({stream.address, capability(*stream.close_cap), four_of(stream.four)});
  }
  for (const StreamRow& stream : streams_where(
           vault_.db(), "to_drop = 1 AND drop_cap IS NOT NULL AND (state <> 2 OR recheck = 1)")) {
    endings.drop.push_back({stream.address, position(vault_.db(), stream.id).head,
                            capability(*stream.drop_cap), four_of(stream.four)});
  }
  return endings;
}

std::vector<Hash> VaultReplica::hashes(std::int64_t stream) {
  std::vector<Hash> list;
  auto& rows = vault_.db()
                   .statement(
                       "SELECT hash FROM blob WHERE stream = ?1 AND place IS NOT NULL "
                       "ORDER BY place")
                   .bind(1, stream);
  while (rows.step()) list.push_back(rows.id<Hash>(0));
  return list;
}

void VaultReplica::reorder(std::int64_t stream, std::uint64_t keep) {
  Transaction transaction(vault_.db());
  vault_.db()
      .statement(
          PLANT(reorder_keeps_receipts)
              ? "UPDATE blob SET place = NULL WHERE stream = ?1 AND place >= ?2"
              : "UPDATE blob SET place = NULL, receipt = NULL WHERE stream = ?1 AND place >= ?2")
      .bind(1, stream)
      .bind(2, keep)
      .run();
  Position at;
  for (const Hash& hash : hashes(stream)) {
    at.head = next_head(at.head, hash);
    ++at.count;
  }
  if (at.count != keep) {  // the server had once put one blob at two places: begin again
    vault_.db().statement("UPDATE blob SET place = NULL WHERE stream = ?1").bind(1, stream).run();
    at = {};
  }
  set_position(vault_.db(), stream, at);
  vault_.touch();
  transaction.commit();
}

void offer_again(Vault& vault) {
  Transaction transaction(vault.db());
  vault.db()
      .statement("UPDATE blob SET not_taken = 0 WHERE not_taken = ?1 OR not_taken = ?2")
      .bind(1, static_cast<std::int64_t>(PushStatus::denied))
      .bind(2, static_cast<std::int64_t>(PushStatus::too_large))
      .run();
  transaction.commit();
}

std::int64_t blobs_to_send(Database& db) {
  auto& query = db.statement(
      "SELECT count(*) FROM blob JOIN stream ON stream.id = blob.stream WHERE blob.place IS NULL "
      "AND "
      "blob.receipt IS NULL AND blob.not_taken = 0 AND blob.bytes IS NOT NULL AND "
      "stream.append_cap IS NOT NULL AND (stream.state = 0 OR stream.recheck = 1) AND "
      "stream.to_drop = 0");
  return first_row(query, [](Statement& row) { return row.integer(0); }).value_or(0);
}

std::optional<Hash> follow_known(Vault& vault) {
  auto& query = vault.db().statement("SELECT follow_hash FROM home WHERE follow_hash IS NOT NULL");
  return first_row(query, [](Statement& row) { return row.id<Hash>(0); });
}

void set_follow_known(Vault& vault, const std::optional<Hash>& hash) {
  Transaction transaction(vault.db());
  vault.db().statement("UPDATE home SET follow_hash = ?1").bind(1, hash).run();
  transaction.commit();
}

}  // namespace alongside
