#include "client/store/late.h"

#include <algorithm>
#include <array>

#include "client/store/entry_table.h"
#include "client/store/erased_records.h"
#include "client/store/erasing.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/late_changes.h"
#include "client/store/log.h"
#include "client/store/placing.h"
#include "client/store/section_records.h"
#include "client/store/standing.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

constexpr TimeMs kLateDaysMs = 14LL * 24 * 60 * 60 * 1000;

// What the owner says, in the notices that end what I write, that they have of me.
class AcceptedOfMine {
 public:
  AcceptedOfMine(Vault& vault, const SectionRow& section) : records_(vault, section) {
    for (const KeptNotice& kept : notices_of(vault.db(), section)) {
      const auto notice = decode_notice(kept.record);
      MUST(notice);
      notices_.push_back(*notice);
    }
  }

  bool has(const Batch& batch) {
    const BatchRef ref{batch.header.chain(), batch.header.seq, batch.hash()};
    const CausalGraph& graph = records_.records().graph();
    return std::any_of(notices_.begin(), notices_.end(), [&](const StopNotice& notice) {
      return notice.adopted.contains(ref.hash) || graph.is_covered(notice.frontier, ref);
    });
  }

 private:
  SectionRecords records_;
  std::vector<StopNotice> notices_;
};

// My own words of the section that the owner has not accepted.
void keep_late_words(Vault& vault, const SectionRow& section) {
  std::vector<std::int64_t> rows_of_mine;
  auto& rows = vault.db()
                   .statement(
                       "SELECT batch.id FROM batch JOIN chain ON chain.id = batch.chain WHERE "
                       "batch.section = ?1 AND chain.is_mine = 1 AND batch.changes > 0 AND "
                       "(batch.standing <> 0 OR batch.placed = ?2) ORDER BY batch.id")
                   .bind(1, section.id)
                   .bind(2, static_cast<std::int64_t>(Place::in_the_owners_inbox));
  while (rows.step()) rows_of_mine.push_back(rows.integer(0));
  if (rows_of_mine.empty()) return;
  AcceptedOfMine accepted(vault, section);
  for (const std::int64_t row : rows_of_mine) {
    const auto bytes = batch_bytes(vault, row);
    MUST(bytes);
    const auto batch = decode_batch(*bytes);
    MUST(batch);
    if (accepted.has(*batch) && !PLANT(what_they_have_waits)) continue;
    vault.db()
        .statement(
            "INSERT OR IGNORE INTO late (hash, space, number, bytes, ended_ms) VALUES (?1, ?2, "
            "?3, ?4, ?5)")
        .bind(1, batch->hash())
        .bind(2, section.space)
        .bind(3, section.number)
        .bind(4, *bytes)
        .bind(5, signed_time(vault.db()))
        .run();
  }
}

// The streams that only this section has: somebody else may have named the same one for theirs.
std::vector<std::int64_t> own_streams_of(Database& db, std::int64_t section) {
  std::vector<std::int64_t> streams;
  auto& rows = db.statement(
                     "SELECT id FROM stream WHERE section = ?1 UNION SELECT stream FROM epoch "
                     "WHERE section = ?1 AND stream IS NOT NULL UNION SELECT stream FROM "
                     "history_stream WHERE section = ?1 EXCEPT SELECT stream FROM epoch WHERE "
                     "section <> ?1 EXCEPT SELECT stream FROM history_stream WHERE section <> ?1")
                   .bind(1, section);
  while (rows.step()) streams.push_back(rows.integer(0));
  return streams;
}

void forget_rows(Database& db, std::int64_t section) {
  const std::vector<std::int64_t> streams = own_streams_of(db, section);
  clear_entries(db, section);
  for (const std::string_view sql :
       {"DELETE FROM confirmation WHERE chain IN (SELECT id FROM chain WHERE section = ?1)",
        "DELETE FROM batch WHERE section = ?1", "DELETE FROM chain WHERE section = ?1",
        "DELETE FROM epoch WHERE section = ?1", "DELETE FROM history_stream WHERE section = ?1",
        "DELETE FROM share WHERE section = ?1", "DELETE FROM erased WHERE section = ?1",
        "DELETE FROM late_change WHERE section = ?1"}) {
    db.statement(sql).bind(1, section).run();
  }
  for (const std::int64_t stream : streams) {
    db.statement("DELETE FROM blob WHERE stream = ?1").bind(1, stream).run();
    db.statement("DELETE FROM stream WHERE id = ?1").bind(1, stream).run();
  }
}

bool brings_keys(const Message& message, const SectionRow& section) {
  if (message.kind != static_cast<std::uint64_t>(MessageKind::grant)) return false;
  const auto grant = decode_grant(message.content);
  return grant && grant->space == section.space && grant->section == section.number;
}

void say_wiped(Vault& vault, const SectionRow& section) {
  SectionWord word;
  word.space = section.space;
  word.section = section.number;
  for (const KeptNotice& kept : notices_of(vault.db(), section)) {
    const auto notice = decode_notice(kept.record);
    MUST(notice);
    word.admissions.insert(notice->stopped.begin(), notice->stopped.end());
  }
  say(vault, {root_of_author(vault.db(), section.owner), vault.me(), MessageKind::wiped}, word);
}

// What of mine the owner has not accepted goes to them even if it lay in a stream: the server may
// have lost it since, and soon this is no longer here.
void count_as_untold(Vault& vault, const SectionRow& section) {
  vault.db()
      .statement(
          "UPDATE batch SET placed = ?2 WHERE section = ?1 AND standing = 1 AND placed = ?3 AND "
          "chain IN (SELECT id FROM chain WHERE section = ?1 AND is_mine = 1)")
      .bind(1, section.id)
      .bind(2, static_cast<std::int64_t>(Place::nowhere))
      .bind(3, static_cast<std::int64_t>(Place::in_a_stream))
      .run();
}

}  // namespace

void tell_owner_of(Vault& vault, const SectionRow& section, const Unplaced& batch) {
  const auto bytes = batch_bytes(vault, batch.row);
  MUST(bytes);
  if (PLANT(late_notes_are_dropped)) return;
  const RootId owner = root_of_author(vault.db(), section.owner);
  const auto sent = send_message(vault, {owner, vault.me(), MessageKind::late_batch, *bytes});
  if (!sent) return;  // no card of theirs any more; it stays to be told
  set_place(vault.db(), batch.row, Place::in_the_owners_inbox);
  vault.db()
      .statement("UPDATE blob SET content = ?2 WHERE id = ?1")
      .bind(1, sent->blob)
      .bind(2, batch.hash)
      .run();
}

void tell_owner(Vault& vault, const SectionRow& section, bool only_held) {
  for (const bool held : {false, true}) {
    if (only_held && !held) continue;
    for (const Unplaced& batch : unplaced(vault.db(), section.id, held)) {
      tell_owner_of(vault, section, batch);
    }
  }
}

void leave_section(Vault& vault, const SectionRow& section) {
  count_as_untold(vault, section);
  tell_owner(vault, section, false);
  tell_late_changes(vault, section);
  keep_late_words(vault, section);
  forget_messages(vault, [&](const Message& message) {
    return brings_keys(message, section) && !PLANT(grants_stay_in_the_inbox);
  });
  if (!PLANT(nothing_is_wiped)) forget_rows(vault.db(), section.id);
  vault.db()
      .statement(
          "UPDATE section SET out = ?2, open_batch = NULL, unsettled = 0, news = 0, to_publish = "
          "0 WHERE id = ?1")
      .bind(1, section.id)
      .bind(2, static_cast<std::int64_t>(Reading::wiped))
      .run();
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(vault.db(), kFactToClear, yes);
  vault.touch();
}

void finish_leaving(Vault& vault) {
  if (!fact(vault.db(), kFactToClear)) return;
  // Another connection reads: it is tried again.
  if (!PLANT(the_log_is_not_emptied) && !vault.db().checkpoint_truncate()) return;
  Transaction transaction(vault.db());
  for (const SectionRow& section : all_section_rows(vault.db())) {
    if (section.reading == Reading::wiped) say_wiped(vault, section);
  }
  say_erased(vault);
  say_erased_records(vault);
  remove_fact(vault.db(), kFactToClear);
  transaction.commit();
}

void forget_old_late_words(Vault& vault) {
  vault.db()
      .statement("DELETE FROM late WHERE ended_ms + ?1 < ?2")
      .bind(1, kLateDaysMs)
      .bind(2, signed_time(vault.db()))
      .run();
}

std::vector<std::string> texts_in(const Batch& batch) {
  std::vector<std::string> texts;
  for (const BatchElement& element : batch.elements) {
    const auto change = element.erased ? Result<Change>(error(ErrorCode::not_found, ""))
                                       : decode_change(element.change);
    const KindSpec* kind = change ? find_kind(change->kind) : nullptr;
    if (kind == nullptr) continue;
    for (const Op& op : change->ops) {
      const FieldSpec* field = kind->field(op.field);
      if (field == nullptr || field->type != FieldType::text || op.kind != OpKind::put) continue;
      const Value value = decode_value(FieldType::text, op.value);
      if (const auto* text = std::get_if<Text>(&value)) texts.push_back(text->text);
    }
  }
  return texts;
}

}  // namespace alongside
