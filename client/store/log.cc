#include "client/store/log.h"

#include "client/store/ended_devices.h"
#include "client/store/entry_table.h"
#include "client/store/epochs.h"
#include "client/store/erased_records.h"
#include "client/store/hand_over_notices.h"
#include "client/store/identities.h"
#include "client/store/judge.h"
#include "client/store/streams.h"
#include "client/store/writer.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/change/limits.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

struct OpenBatch {
  std::int64_t id = 0;
  std::int64_t changes = 0;  // places taken
  std::int64_t bytes = 0;
  TimeMs at = 0;
};

std::optional<OpenBatch> open_batch(Database& db, const SectionRow& section) {
  if (!section.open_batch) return std::nullopt;
  auto& query = db.statement(
                      "SELECT open_bytes, at_ms, (SELECT coalesce(max(place) + 1, 0) FROM "
                      "open_change WHERE batch = ?1) FROM batch WHERE id = ?1")
                    .bind(1, *section.open_batch);
  return first_row(query, [&](Statement& row) {
    return OpenBatch{*section.open_batch, row.integer(2), row.integer(0), row.integer(1)};
  });
}

std::uint64_t next_seq(Database& db, const ChainRow& chain) {
  auto& query = db.statement("SELECT coalesce(max(seq), 0) + 1 FROM batch WHERE chain = ?1")
                    .bind(1, chain.id);
  const auto seq = first_row(query, [](Statement& row) { return row.integer(0); });
  MUST(seq);
  return static_cast<std::uint64_t>(*seq);
}

// What was begun in a chain that has gone on elsewhere since is closed in another.
void move_to_chain(Database& db, std::int64_t batch, const ChainRow& chain) {
  db.statement("UPDATE batch SET chain = ?2, seq = ?3 WHERE id = ?1 AND chain <> ?2")
      .bind(1, batch)
      .bind(2, chain.id)
      .bind(3, next_seq(db, chain))
      .run();
}

OpenBatch begin_batch(Vault& vault, const SectionRow& section) {
  Database& db = vault.db();
  const ChainRow chain = chain_row(db, section.id, {writer(vault).id(), section.admission}, true);
  const TimeMs now = vault.now_ms();
  db.statement(
        "INSERT INTO batch (section, chain, seq, author, standing, changes, at_ms, "
        "received_ms) VALUES (?1, ?2, ?3, ?4, 0, 0, ?5, ?5)")
      .bind(1, section.id)
      .bind(2, chain.id)
      .bind(3, next_seq(db, chain))
      .bind(4, author_number(db, vault.me()))
      .bind(5, now)
      .run();
  const std::int64_t id = db.last_row();
  db.statement("UPDATE section SET open_batch = ?2 WHERE id = ?1")
      .bind(1, section.id)
      .bind(2, id)
      .run();
  return {id, 0, 0, now};
}

// What this device writes follows everything that is applied here.
class OwnCausality final : public Causality {
 public:
  explicit OwnCausality(Database& db) : batches_(db) {}
  bool sees(std::int64_t, std::int64_t) const override { return true; }
  std::optional<std::int64_t> number_of(const BatchHash& hash, std::int64_t self) const override {
    return hash.is_zero() ? std::optional(self) : batches_.number_of(hash);
  }
  bool is_owner(std::int64_t batch) const override { return batches_.is_owner(batch); }

 private:
  BatchBook batches_;
};

void fold_own(Vault& vault, const SectionRow& section, const OpenBatch& batch,
              const std::vector<Change>& changes) {
  EntryTable entries(vault.db(), section.id);
  const OwnCausality causality(vault.db());
  const std::int64_t me = author_number(vault.db(), vault.me());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Change& change = changes[i];
    if (change.kind == 0) continue;  // seen, adopt: no state
    EntityState& state = entries.entry(change.kind, change.entity);
    for (std::size_t k = 0; k < change.ops.size(); ++k) {
      const auto place = static_cast<std::uint16_t>(batch.changes + static_cast<std::int64_t>(i));
      const FoldOp op{&change.ops[k],
                      {batch.id, place, static_cast<std::uint16_t>(k)},
                      me,
                      section.is_owner(),
                      batch.at + change.at};
      MUST(fold_op(state, op, rules_of(change.kind), causality));
    }
  }
  entries.flush();
}

// Every space kept here has the sections of its kind; they are made when first written.
Result<SectionRow> make_section(Vault& vault, const SpaceId& space, std::uint64_t number) {
  const auto row = find_space(vault.db(), space);
  const SectionSpec* spec = alongside::find_section(number);
  if (!row || spec == nullptr) return error(ErrorCode::not_found, "There is no such record here.");
  if (is_erased(vault.db(), space)) return erased_for_good();
  if (!is_kept_here(vault.db(), row->owner)) {
    return error(ErrorCode::refused, "This part has not been shared with you.");
  }
  if (space != space_of_section(root_of_author(vault.db(), row->owner), number)) {
    return error(ErrorCode::refused,
                 is_charity(vault)
                     ? "This vault is a charity's, and keeps no notes. Open one of your own."
                     : "This part has no place in that record.");
  }
  return put_section(vault.db(), row->id, number, AdmissionId{}, true);
}

// It was kept for its owner until now; what was written before goes to them to decide. One that was
// recovered since is on no card: nobody could tell whose words these are.
Result<bool> check_speaks_for_owner(Vault& vault, const SectionRow& section) {
  const auto card = known_card(vault, root_of_author(vault.db(), section.owner));
  const bool is_unknown = card && !card->certified.contains(vault.device().id());
  if (!is_unknown && !(is_removed_here(vault, section) && is_handed_over(vault, section))) {
    return true;
  }
  return error(ErrorCode::refused,
               "They keep this record themself now. Sync, and write under what they share with "
               "you.");
}

}  // namespace

Result<SectionRow> ready_to_write(Vault& vault, const SpaceId& space, std::uint64_t number) {
  auto section = find_section(vault.db(), space, number);
  if (!section) {
    TRY(section, make_section(vault, space, number));
  }
  if (section->reading != Reading::in) {
    return error(ErrorCode::refused, "They have chosen not to share this part with you now.");
  }
  if (!section->may_write) {
    return error(ErrorCode::refused, "You can read this part, but not write in it.");
  }
  if (section->is_owner()) {
    TRY_DO(check_speaks_for_owner(vault, *section));
    ensure_first_epoch(vault, *section);
  }
  const auto open = open_batch(vault.db(), *section);
  const auto full = static_cast<std::int64_t>(kMaxBatchChanges - kMaxActionChanges);
  if (open && (open->changes > full || open->bytes >= static_cast<std::int64_t>(kCloseAtBytes))) {
    close_open_batch(vault, section->id);
    section->open_batch.reset();
  }
  return *section;
}

void append_changes(Vault& vault, const SectionRow& section, std::vector<Change> changes) {
  MUST(!changes.empty() && changes.size() <= kMaxActionChanges);
  Database& db = vault.db();
  const auto found = open_batch(db, section);
  const OpenBatch batch = found ? *found : begin_batch(vault, section);
  const TimeMs now = vault.now_ms();
  std::int64_t bytes = 0, counted = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i].at = now - batch.at;
    const Bytes encoded = encode_change(changes[i]);
    MUST(encoded.size() <= kMaxChangeBytes);
    bytes += static_cast<std::int64_t>(encoded.size());
    counted += changes[i].kind != 0 ? 1 : 0;
    db.statement("INSERT INTO open_change (batch, place, bytes) VALUES (?1, ?2, ?3)")
        .bind(1, batch.id)
        .bind(2, batch.changes + static_cast<std::int64_t>(i))
        .bind(3, encoded)
        .run();
  }
  db.statement(
        "UPDATE batch SET changes = changes + ?2, open_bytes = open_bytes + ?3 WHERE id = ?1")
      .bind(1, batch.id)
      .bind(2, counted)
      .bind(3, bytes)
      .run();
  fold_own(vault, section, batch, changes);
  vault.touch();
}

std::vector<Bytes> open_changes(Database& db, std::int64_t batch) {
  std::vector<Bytes> changes;
  auto& rows =
      db.statement("SELECT bytes FROM open_change WHERE batch = ?1 ORDER BY place").bind(1, batch);
  while (rows.step()) changes.push_back(copy_of(rows.blob(0)));
  return changes;
}

std::optional<std::int64_t> close_open_batch(Vault& vault, std::int64_t section_id) {
  Database& db = vault.db();
  const auto section = section_row(db, section_id);
  MUST(section);
  if (!section->open_batch) return std::nullopt;
  const std::int64_t id = *section->open_batch;
  const DeviceKeys as = writer(vault);
  const ChainRow chain = chain_row(db, section->id, {as.id(), section->admission}, true);
  move_to_chain(db, id, chain);
  auto& query = db.statement("SELECT seq, at_ms FROM batch WHERE id = ?1").bind(1, id);
  BatchHeader header;
  MUST(query.step());
  header.seq = static_cast<std::uint64_t>(query.integer(0));
  header.at = query.integer(1);
  query.reset();
  header.space = section->space;
  header.section = section->number;
  header.heads = epoch_heads(vault, section->id);
  header.device = as.id();
  header.author = vault.me();
  header.admission = section->admission;
  const Context context = causal_context(vault, *section, chain);
  if (!PLANT(deps_are_forgotten)) header.deps = context.deps;
  header.skips = context.skips;
  const Batch batch =
      close_batch(std::move(header), open_changes(db, id), vault.random().id<Salt>(), as.sign);
  const Bytes adopts = read_single(batch).adopts;
  auto& row = db.statement(
      "UPDATE batch SET hash = ?2, header = ?3, bytes = ?4, open_bytes = 0, adopts = ?5 WHERE id "
      "= ?1");
  row.bind(1, id).bind(2, batch.hash()).bind(3, batch.header_bytes).bind(4, encode_batch(batch));
  if (adopts.empty()) {
    row.bind_null(5);
  } else {
    row.bind(5, adopts);
  }
  row.run();
  db.statement("DELETE FROM open_change WHERE batch = ?1").bind(1, id).run();
  db.statement("UPDATE section SET open_batch = NULL, news = 0 WHERE id = ?1")
      .bind(1, section->id)
      .run();
  db.statement("UPDATE chain SET tip = ?2 WHERE id = ?1").bind(1, chain.id).bind(2, id).run();
  return id;
}

void close_open_batches(Vault& vault) {
  for (const SectionRow& section : all_section_rows(vault.db()))
    close_open_batch(vault, section.id);
}

std::optional<Bytes> batch_bytes(Vault& vault, std::int64_t batch) {
  auto& row = vault.db().statement("SELECT hash, bytes FROM batch WHERE id = ?1").bind(1, batch);
  MUST(row.step());
  if (row.is_null(0)) {
    row.reset();
    return std::nullopt;
  }
  const BatchHash hash = row.id<BatchHash>(0);
  if (!row.is_null(1)) {
    Bytes bytes = copy_of(row.blob(1));
    row.reset();
    return bytes;
  }
  row.reset();
  auto& blobs = vault.db()
                    .statement(
                        "SELECT blob.stream, blob.bytes FROM blob JOIN stream ON stream.id = "
                        "blob.stream WHERE blob.content = ?1 AND blob.bytes IS NOT NULL AND "
                        "stream.purpose = 0 ORDER BY blob.id LIMIT 1")
                    .bind(1, hash);
  struct Found {
    std::int64_t stream;
    Bytes blob;
  };
  const auto found = first_row(blobs, [](Statement& at) {
    return Found{at.integer(0), copy_of(at.blob(1))};
  });
  MUST(found);
  const auto stream = stream_row(vault.db(), found->stream);
  MUST(stream && stream->epoch_key);
  auto payload = open_blob(content_key_of(*stream->epoch_key), stream->address, found->blob);
  MUST(payload);
  return std::move(payload->bytes);
}

}  // namespace alongside
