#include "client/store/judge.h"

#include <algorithm>

#include "client/store/authority.h"
#include "client/store/entry_table.h"
#include "client/store/log.h"
#include "client/store/placing.h"
#include "client/store/section_records.h"
#include "client/store/writer.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// The causal past of one batch by its deps alone: enough while chains have no forks and no skips.
class VectorCausality final : public Causality {
 public:
  explicit VectorCausality(const BatchBook& book) : book_(book) {}
  void add(std::int64_t chain, std::uint64_t seq) { seen_[chain] = std::max(seen_[chain], seq); }

  bool sees(std::int64_t, std::int64_t earlier) const override {
    const BatchBook::Place& place = book_.place(earlier);
    const auto seen = seen_.find(place.chain);
    return seen != seen_.end() && place.seq <= seen->second;
  }
  std::optional<std::int64_t> number_of(const BatchHash& hash, std::int64_t self) const override {
    return hash.is_zero() ? std::optional(self) : book_.number_of(hash);
  }
  bool is_owner(std::int64_t batch) const override { return book_.is_owner(batch); }

 private:
  const BatchBook& book_;
  std::unordered_map<std::int64_t, std::uint64_t> seen_;
};

bool nothing_is_erased(const EntityId&) { return false; }

// What others' batches tell about mine: that their device has them.
void note_confirmations(Vault& vault, std::int64_t section, const NewBatch& fresh) {
  Database& db = vault.db();
  auto& query = db.statement("SELECT 1 FROM batch WHERE id = ?1 AND standing = 0");
  const bool is_applied =
      first_row(query.bind(1, fresh.row), [](Statement&) { return true; }).has_value();
  if (!is_applied) return;
  const std::int64_t author = author_number(db, fresh.batch.header.author);
  for (const BatchRef& dep : fresh.batch.header.deps) {
    db.statement(
          "INSERT INTO confirmation (chain, author, seq) SELECT chain.id, ?3, ?4 FROM chain JOIN "
          "batch ON batch.chain = chain.id AND batch.seq = ?4 AND batch.hash = ?6 "
          "WHERE chain.section = ?1 AND chain.device = ?2 AND chain.admission = ?5 AND "
          "chain.is_mine = 1 "
          "ON CONFLICT (chain, author) DO UPDATE SET seq = max(seq, ?4)")
        .bind(1, section)
        .bind(2, dep.chain.device)
        .bind(3, author)
        .bind(4, dep.seq)
        .bind(5, dep.chain.admission)
        .bind(6, dep.hash)
        .run();
  }
}

// Folds batches that need no judging, one after the other.
class FastPath {
 public:
  FastPath(Vault& vault, const SectionRow& section)
      : vault_(vault),
        section_(section),
        authority_(vault, section),
        book_(vault.db()),
        entries_(vault.db(), section.id) {}

  // True: applied and folded. False: it needs judging; nothing was changed.
  bool apply(const NewBatch& fresh) {
    const BatchHeader& header = fresh.batch.header;
    if (!header.skips.empty() || authority_.of(header) != Authority::fine ||
        !authority_.plainly_may_write(header)) {
      return false;
    }
    VectorCausality causality(book_);
    const ChainRow chain = chain_row(vault_.db(), section_.id, header.chain(), false);
    if (!follows_tip(chain, header) || !deps_are_applied(header, causality)) {
      return false;
    }
    const FoldedBatch as{fresh.row, author_number(vault_.db(), header.author),
                         header.admission.is_zero()};
    const auto folded =
        fold_batch(fresh.batch, as, nothing_is_erased, rules_of, causality, entries_);
    if (!folded) return false;
    for (const Refused& against : *folded)
      report(vault_, "an operation against the rules", against.entity.view());
    mark_applied(fresh, chain);
    return true;
  }
  void finish() { entries_.flush(); }

 private:
  bool follows_tip(const ChainRow& chain, const BatchHeader& header) const {
    if (!chain.tip) return header.seq == 1;
    return header.seq == book_.place(*chain.tip).seq + 1;
  }
  bool deps_are_applied(const BatchHeader& header, VectorCausality& causality) const {
    bool has_own = header.seq == 1;
    for (const BatchRef& dep : header.deps) {
      auto& query =
          vault_.db()
              .statement(
                  "SELECT batch.id FROM batch JOIN chain ON chain.id = batch.chain WHERE "
                  "batch.hash = ?1 AND batch.standing = 0 AND batch.section = ?2 AND chain.device "
                  "= ?3 AND chain.admission = ?4")
              .bind(1, dep.hash)
              .bind(2, section_.id)
              .bind(3, dep.chain.device)
              .bind(4, dep.chain.admission);
      const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
      if (!row) return false;
      const BatchBook::Place& place = book_.place(*row);
      if (place.seq != dep.seq) return false;
      causality.add(place.chain, dep.seq);
      has_own = has_own || (dep.chain == header.chain() && dep.seq + 1 == header.seq);
    }
    return has_own;
  }
  void mark_applied(const NewBatch& fresh, const ChainRow& chain) {
    Database& db = vault_.db();
    db.statement("UPDATE batch SET standing = 0, reason = 0, waits_for = NULL WHERE id = ?1")
        .bind(1, fresh.row)
        .run();
    db.statement("UPDATE chain SET tip = ?2 WHERE id = ?1")
        .bind(1, chain.id)
        .bind(2, fresh.row)
        .run();
    db.statement(PLANT(marks_are_answered) ? "UPDATE section SET news = ?2 > 0 WHERE id = ?1"
                                           : "UPDATE section SET news = news OR (SELECT changes > "
                                             "0 FROM batch WHERE id = ?2) WHERE id = ?1")
        .bind(1, section_.id)
        .bind(2, fresh.row)
        .run();
  }

  Vault& vault_;
  const SectionRow& section_;
  SectionAuthority authority_;
  BatchBook book_;
  EntryTable entries_;
};

// Whether some chain is known only from some point on, or with holes. Requires: everything here is
// applied, and no chain is forked.
bool has_gaps(Database& db, std::int64_t section) {
  auto& query = db.statement(
                      "SELECT 1 FROM chain WHERE section = ?1 AND tip IS NOT NULL AND (SELECT "
                      "count(*) FROM batch WHERE batch.chain = chain.id AND hash IS NOT NULL) <> "
                      "(SELECT seq FROM batch WHERE batch.id = chain.tip) LIMIT 1")
                    .bind(1, section);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

bool has_forks(Database& db, std::int64_t section) {
  auto& query = db.statement("SELECT 1 FROM chain WHERE section = ?1 AND is_forked = 1 LIMIT 1")
                    .bind(1, section);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

// Whether `more` has every change that `known` has, and others that are missing there.
bool has_more_of_it(const Batch& more, const Batch& known) {
  bool is_any = false;
  for (std::size_t i = 0; i < known.elements.size(); ++i) {
    const bool is_there = !more.elements[i].erased;
    const bool is_here = !known.elements[i].erased;
    if (is_here && !is_there) return false;
    is_any = is_any || (is_there && !is_here);
  }
  return is_any;
}

void count_unsettled(Database& db, std::int64_t section) {
  db.statement(
        "UPDATE section SET unsettled = (SELECT count(*) FROM batch WHERE section = ?1 AND "
        "standing <> 0) WHERE id = ?1")
      .bind(1, section)
      .run();
}

}  // namespace

const BatchBook::Place& BatchBook::place(std::int64_t batch) const {
  const auto known = places_.find(batch);
  if (known != places_.end()) return known->second;
  auto& query = db_.statement(
                       "SELECT batch.chain, batch.seq, chain.admission FROM batch JOIN chain "
                       "ON chain.id = batch.chain WHERE batch.id = ?1")
                    .bind(1, batch);
  const auto place = first_row(query, [](Statement& row) {
    return Place{row.integer(0), static_cast<std::uint64_t>(row.integer(1)),
                 row.id<AdmissionId>(2).is_zero()};
  });
  MUST(place);
  return places_.emplace(batch, *place).first->second;
}

std::optional<std::int64_t> BatchBook::number_of(const BatchHash& hash) const {
  const auto known = numbers_.find(hash);
  if (known != numbers_.end()) return known->second;
  auto& query = db_.statement("SELECT id FROM batch WHERE hash = ?1").bind(1, hash);
  const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
  if (row) numbers_.emplace(hash, *row);
  return row;
}

Context causal_context(Vault& vault, const SectionRow& section, const ChainRow& own) {
  Database& db = vault.db();
  const bool is_whole = !has_forks(db, section.id) && !has_gaps(db, section.id);
  const bool tips_say_all = section.unsettled == 0 && (is_whole || PLANT(gaps_count_as_seen));
  if (!tips_say_all) return records_context(vault, section, own);
  Context context;
  auto& rows = vault.db()
                   .statement(
                       "SELECT chain.device, chain.admission, batch.seq, batch.hash FROM chain "
                       "JOIN batch ON batch.id = chain.tip WHERE chain.section = ?1")
                   .bind(1, section.id);
  while (rows.step()) {
    context.deps.push_back({{rows.id<DeviceId>(0), rows.id<AdmissionId>(1)},
                            static_cast<std::uint64_t>(rows.integer(2)),
                            rows.id<BatchHash>(3)});
  }
  std::sort(context.deps.begin(), context.deps.end());
  return context;
}

Single read_single(const Batch& batch) {
  Single single;
  if (batch.elements.size() != 1 || batch.elements[0].erased) return single;
  const auto change = decode_change(batch.elements[0].change);
  if (!change || change->kind != 0) return single;
  single.is_mark = true;
  for (const Op& op : change->ops) {
    if (op.kind != OpKind::adopt) continue;
    CborReader in(op.value);
    const auto hash = in.id<BatchHash>();
    if (hash && in.finish()) append(single.adopts, hash->view());
  }
  return single;
}

std::optional<NewBatch> store_batch(Vault& vault, const SectionRow& section, Batch batch,
                                    const std::optional<Bytes>& bytes) {
  Database& db = vault.db();
  const BatchHash hash = batch.hash();
  if (BatchBook(db).number_of(hash)) return std::nullopt;
  const BatchHeader& header = batch.header;
  const bool is_mine = header.device == writer_id(vault);
  // After a stop and a new share, what I wrote under the earlier one comes again; also where the
  // new one has ended by then.
  const bool is_current = header.admission == section.admission && section.reading == Reading::in;
  if (is_mine && is_current) begin_fresh_chains(vault);
  const ChainRow chain = chain_row(db, section.id, header.chain(), is_mine);
  auto& twin = db.statement("SELECT 1 FROM batch WHERE chain = ?1 AND seq = ?2")
                   .bind(1, chain.id)
                   .bind(2, header.seq);
  if (first_row(twin, [](Statement&) { return true; })) {
    db.statement("UPDATE chain SET is_forked = 1 WHERE id = ?1").bind(1, chain.id).run();
    report(vault, "two batches at one place of a chain", hash.view());
  }
  const Single single = read_single(batch);
  auto& row = db.statement(
      "INSERT INTO batch (section, chain, seq, author, hash, header, bytes, placed, "
      "standing, changes, adopts, at_ms, received_ms) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 2, ?9, ?10, ?11, ?12)");
  row.bind(1, section.id).bind(2, chain.id).bind(3, header.seq);
  row.bind(4, author_number(db, header.author)).bind(5, hash).bind(6, batch.header_bytes);
  if (bytes) {
    row.bind(7, *bytes);
  } else {
    row.bind_null(7);
  }
  const Place place = bytes ? Place::in_the_owners_inbox : Place::in_a_stream;
  row.bind(8, static_cast<std::int64_t>(place))
      .bind(9, single.is_mark ? std::uint64_t{0} : header.count);
  if (single.adopts.empty() || !header.admission.is_zero()) {
    row.bind_null(10);
  } else {
    row.bind(10, single.adopts);
  }
  row.bind(11, header.at).bind(12, vault.now_ms()).run();
  return NewBatch{db.last_row(), std::move(batch)};
}

bool complete_batch(Vault& vault, const Batch& batch, View bytes) {
  auto& query = vault.db()
                    .statement("SELECT id FROM batch WHERE hash = ?1 AND let_go = 0")
                    .bind(1, batch.hash());
  const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
  const auto held = row ? batch_bytes(vault, *row) : std::nullopt;
  if (!held) return false;
  const auto known = decode_batch(*held);
  MUST(known);
  if (!has_more_of_it(batch, *known)) return false;
  const Single single = read_single(batch);
  auto& update = vault.db().statement(
      "UPDATE batch SET bytes = ?2, unreadable = 0, changes = ?3, adopts = ?4 WHERE id = ?1");
  update.bind(1, *row).bind(2, bytes);
  update.bind(3, single.is_mark ? std::uint64_t{0} : batch.header.count);
  if (single.adopts.empty() || !batch.header.admission.is_zero()) {
    update.bind_null(4);
  } else {
    update.bind(4, single.adopts);
  }
  update.run();
  mark_if_unreadable(vault, {*row, batch});
  return true;
}

void settle(Vault& vault, std::int64_t section_id, const std::vector<NewBatch>& fresh) {
  if (fresh.empty()) return;
  if (!PLANT(batch_not_closed_before_foreign)) close_open_batch(vault, section_id);
  const auto section = section_row(vault.db(), section_id);
  MUST(section);
  std::size_t done = 0;
  const bool is_plain = section->unsettled == 0 && !has_forks(vault.db(), section_id) &&
                        !is_special_reader(vault.db(), *section);
  if (is_plain) {
    FastPath fast(vault, *section);
    while (done < fresh.size() && fast.apply(fresh[done])) ++done;
    fast.finish();
  }
  for (std::size_t i = done; i < fresh.size(); ++i) mark_if_unreadable(vault, fresh[i]);
  if (done < fresh.size()) judge_section(vault, section_id);
  for (const NewBatch& batch : fresh) note_confirmations(vault, section_id, batch);
  vault.touch();
}

void judge_section(Vault& vault, std::int64_t section_id) {
  close_open_batch(vault, section_id);
  const auto section = section_row(vault.db(), section_id);
  MUST(section);
  SectionRecords records(vault, *section);
  const bool moved = records.write_standings();
  count_unsettled(vault.db(), section_id);
  if (!moved) return;
  mark_to_publish(vault.db(), section_id);
  records.write_tips();
  records.refold();
  vault.touch();
}

std::int64_t refold(Vault& vault, std::int64_t section_id) {
  close_open_batch(vault, section_id);
  const auto section = section_row(vault.db(), section_id);
  MUST(section);
  SectionRecords records(vault, *section);
  if (records.write_standings()) records.write_tips();
  count_unsettled(vault.db(), section_id);
  records.refold();
  auto& query = vault.db()
                    .statement("SELECT count(*) FROM entry WHERE section = ?1 AND is_present = 1")
                    .bind(1, section_id);
  return first_row(query, [](Statement& row) { return row.integer(0); }).value_or(0);
}

}  // namespace alongside
