#include "client/store/section_records.h"

#include <algorithm>
#include <map>

#include "client/store/ended_devices.h"
#include "client/store/entry_table.h"
#include "client/store/log.h"
#include "client/store/standing.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/members.h"
#include "shared/consent/message.h"
#include "shared/merge/graph_causality.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

std::vector<BatchHash> split_hashes(View bytes) {
  std::vector<BatchHash> hashes;
  for (std::size_t at = 0; at + BatchHash::kSize <= bytes.size(); at += BatchHash::kSize) {
    const auto hash = BatchHash::from(bytes.subspan(at, BatchHash::kSize));
    MUST(hash);
    hashes.push_back(*hash);
  }
  return hashes;
}

// The grants by which this vault reads a section.
std::vector<Grant> received_grants(Database& db, std::int64_t section) {
  std::vector<Grant> grants;
  auto& rows =
      db.statement("SELECT message FROM share WHERE section = ?1 AND given = 0").bind(1, section);
  while (rows.step()) {
    auto message = decode_message(rows.blob(0));
    MUST(message);
    auto grant = decode_grant(message->content);
    MUST(grant);
    grants.push_back(std::move(*grant));
  }
  return grants;
}

// Notices tell a device that kept the record for its owner what still counts, once the card says
// that it does so no more. To one that speaks for the owner nobody says what counts: whoever has a
// device that was removed could.
bool may_be_ended(Vault& vault, const SectionRow& section) {
  return is_removed_here(vault, section) || PLANT(owners_are_judged_by_notices);
}

bool is_readable(const Batch& batch) {
  for (const BatchElement& element : batch.elements) {
    if (!element.erased && !decode_change(element.change)) return false;
  }
  return true;
}

}  // namespace

SectionRecords::SectionRecords(Vault& vault, const SectionRow& section)
    : vault_(vault), section_(section) {
  const SectionAuthority authority(vault, section);
  load_epochs(authority);
  load_batches(authority);
}

void SectionRecords::load_epochs(const SectionAuthority& authority) {
  for (const SignedEpoch& epoch : authority.epochs()) {
    records_.add_epoch(view_of(epoch.id, epoch.record));
  }
  std::set<BatchRef> tips;
  std::set<BatchHash> adopted;
  bool starts_later = false;
  for (const Grant& grant : received_grants(vault_.db(), section_.id)) {
    if (!grant.base) continue;
    starts_later = true;
    tips.insert(grant.base->begin(), grant.base->end());
    adopted.insert(grant.base_adopted.begin(), grant.base_adopted.end());
  }
  if (starts_later) records_.set_base({tips.begin(), tips.end()}, std::move(adopted));
  if (section_.is_owner() && !may_be_ended(vault_, section_)) return;
  for (const KeptNotice& kept : notices_of(vault_.db(), section_)) {
    auto notice = decode_notice(kept.record);
    MUST(notice);
    records_.add_notice(kept.id, {.gone = std::move(notice->gone),
                                  .ended = std::move(notice->ended),
                                  .frontier = std::move(notice->frontier),
                                  .adopted = std::move(notice->adopted),
                                  .erased = std::move(notice->erased)});
  }
}

void SectionRecords::load_batches(const SectionAuthority& authority) {
  auto& rows = vault_.db()
                   .statement(
                       "SELECT id, author, header, standing, unreadable, adopts, hash FROM batch "
                       "WHERE section = ?1 AND hash IS NOT NULL ORDER BY id")
                   .bind(1, section_.id);
  while (rows.step()) load_batch(rows, authority);
}

void SectionRecords::load_batch(Statement& row, const SectionAuthority& authority) {
  const auto header = decode_header(row.blob(2));
  MUST(header);
  Loaded loaded;
  loaded.row = row.integer(0);
  loaded.author = row.integer(1);
  loaded.is_owner = header->admission.is_zero();
  loaded.standing = static_cast<int>(row.integer(3));
  loaded.ref = {header->chain(), header->seq, row.id<BatchHash>(6)};
  const Authority who = authority.of(*header);
  if (row.integer(4) != 0) loaded.unjudged = kReasonNewer;
  if (who == Authority::no_card) loaded.unjudged = kReasonCard;
  if (who == Authority::foreign) loaded.unjudged = kReasonForeign;
  if (loaded.unjudged == 0) {
    BatchView view;
    view.node = {loaded.ref, header->deps, header->skips};
    view.heads = header->heads;
    if (!row.is_null(5)) view.adopts = split_hashes(row.blob(5));
    records_.add_batch(std::move(view));
  }
  batches_.emplace(loaded.ref.hash, loaded);
}

bool SectionRecords::write_standings() {
  bool moved = false;
  for (const auto& [hash, loaded] : batches_) moved = write_standing(hash, loaded) || moved;
  return moved;
}

bool SectionRecords::write_standing(const BatchHash& hash, const Loaded& loaded) {
  Visibility now;
  int reason = loaded.unjudged;
  if (reason == 0) {
    now = records_.of(hash);
    reason = static_cast<int>(now.reason);
  } else {
    now.standing = reason == kReasonForeign ? Standing::held : Standing::pending;
  }
  const int standing = static_cast<int>(now.standing);
  vault_.db()
      .statement(
          "UPDATE batch SET standing = ?2, reason = ?3, waits_for = ?4 WHERE id = ?1 AND "
          "(standing <> ?2 OR reason <> ?3 OR waits_for IS NOT ?4)")
      .bind(1, loaded.row)
      .bind(2, standing)
      .bind(3, reason)
      .bind(4, now.waits_for.is_zero() ? std::optional<Hash>() : std::optional<Hash>(now.waits_for))
      .run();
  const bool moved = (standing == 0) != (loaded.standing == 0);
  if (moved && standing == 0) note_news(loaded.row);
  return moved;
}

// What somebody else wrote can be read now; marks of having seen are no news.
void SectionRecords::note_news(std::int64_t batch) {
  vault_.db()
      .statement(
          "UPDATE section SET news = 1 WHERE id = ?1 AND EXISTS (SELECT 1 FROM batch JOIN chain ON "
          "chain.id = batch.chain WHERE batch.id = ?2 AND batch.changes > 0 AND chain.is_mine = 0)")
      .bind(1, section_.id)
      .bind(2, batch)
      .run();
}

void SectionRecords::write_tips() {
  std::map<Chain, std::pair<std::uint64_t, std::int64_t>> tips;
  for (const BatchHash& hash : records_.applied()) {
    const Loaded& loaded = batches_.at(hash);
    auto& tip = tips[loaded.ref.chain];
    tip = std::max(tip, std::pair(loaded.ref.seq, loaded.row));
  }
  Database& db = vault_.db();
  db.statement("UPDATE chain SET tip = NULL WHERE section = ?1").bind(1, section_.id).run();
  for (const auto& [chain, tip] : tips) {
    db.statement("UPDATE chain SET tip = ?4 WHERE section = ?1 AND device = ?2 AND admission = ?3")
        .bind(1, section_.id)
        .bind(2, chain.device)
        .bind(3, chain.admission)
        .bind(4, tip.second)
        .run();
  }
}

void SectionRecords::refold() {
  clear_entries(vault_.db(), section_.id);
  GraphCausality causality(records_.graph());
  EntryTable entries(vault_.db(), section_.id);
  const auto erased = records_.erased();
  const auto is_erased = [&](const EntityId& id) { return erased.count(id) != 0; };
  for (const BatchHash& hash : records_.applied()) {
    const Loaded& loaded = batches_.at(hash);
    causality.number(loaded.row, hash);
    const auto bytes = batch_bytes(vault_, loaded.row);
    MUST(bytes);
    const auto batch = decode_batch(*bytes);
    MUST(batch);
    const FoldedBatch as{loaded.row, loaded.author, loaded.is_owner};
    const auto folded = fold_batch(*batch, as, is_erased, rules_of, causality, entries);
    MUST(folded);  // unreadable ones are not among the records, whatever their author's card says
    for (const Refused& against : *folded) {
      report(vault_, "an operation against the rules", against.entity.view());
    }
  }
  entries.flush();
}

Context records_context(Vault& vault, const SectionRow& section, const ChainRow& own) {
  SectionRecords loaded(vault, section);
  auto& query = vault.db()
                    .statement(
                        "SELECT seq, hash FROM batch WHERE chain = ?1 AND hash IS NOT NULL "
                        "ORDER BY seq DESC LIMIT 1")
                    .bind(1, own.id);
  const auto newest = first_row(query, [&](Statement& row) {
    return BatchRef{own.chain, static_cast<std::uint64_t>(row.integer(0)), row.id<BatchHash>(1)};
  });
  Context context;
  context.deps = loaded.records().deps(newest);
  context.skips = loaded.records().skips(context.deps, own.chain.device);
  return context;
}

bool is_special_reader(Database& db, const SectionRow& section) {
  if (section.is_owner()) return false;
  const std::vector<Grant> grants = received_grants(db, section.id);
  return !notices_of(db, section).empty() ||
         std::any_of(grants.begin(), grants.end(),
                     [](const Grant& grant) { return grant.base.has_value(); });
}

void mark_if_unreadable(Vault& vault, const NewBatch& fresh) {
  if (is_readable(fresh.batch)) return;
  vault.db()
      .statement("UPDATE batch SET standing = 2, reason = ?2, unreadable = 1 WHERE id = ?1")
      .bind(1, fresh.row)
      .bind(2, kReasonNewer)
      .run();
}

std::string reason_text(int reason) {
  switch (reason) {
    case static_cast<int>(Reason::after_end):
      return "Written after sharing ended; it waits for the person to decide.";
    case static_cast<int>(Reason::no_right):
      return "Written without the right to write; it waits for the person to decide.";
    case static_cast<int>(Reason::waits_epoch):
      return "A record of who may write is not here yet.";
    case static_cast<int>(Reason::waits_batch):
      return "Something written before it is not here yet.";
    case kReasonCard:
      return "The card of the one who wrote it is not here yet.";
    case kReasonNewer:
      return "It needs a newer app.";
    case kReasonForeign:
      return "It was signed by somebody else's device.";
    default:
      return "";
  }
}

}  // namespace alongside
