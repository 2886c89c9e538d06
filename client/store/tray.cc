#include "client/store/tray.h"

#include <array>
#include <numeric>

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/judge.h"
#include "client/store/late.h"
#include "client/store/late_changes.h"
#include "client/store/log.h"
#include "client/store/strip.h"
#include "client/store/typed_ids.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

constexpr std::string_view kHeldColumns =
    "SELECT batch.id, batch.section, batch.hash, author.root, batch.at_ms, batch.received_ms, "
    "batch.reason FROM batch JOIN author ON author.id = batch.author WHERE batch.standing = 1 AND "
    "batch.let_go = 0 AND batch.changes > 0 ";

struct HeldRow {
  std::int64_t row = 0;
  SectionRow section;
  HeldNote note;
};

std::vector<HeldRow> held_rows(Vault& vault) {
  static const std::string sql = std::string(kHeldColumns) + "ORDER BY batch.id";
  std::vector<HeldRow> held;
  std::vector<std::int64_t> sections;
  auto& rows = vault.db().statement(sql);
  while (rows.step()) {
    HeldRow one;
    one.row = rows.integer(0);
    sections.push_back(rows.integer(1));
    one.note.batch = rows.id<BatchHash>(2);
    one.note.author = rows.id<RootId>(3);
    one.note.at = rows.integer(4);
    one.note.received = rows.integer(5);
    one.note.reason = reason_text(static_cast<int>(rows.integer(6)));
    held.push_back(std::move(one));
  }
  std::vector<HeldRow> kept;
  for (std::size_t i = 0; i < held.size(); ++i) {
    const auto section = section_row(vault.db(), sections[i]);
    MUST(section);
    if (!section->is_owner()) continue;
    held[i].section = *section;
    held[i].note.space = section->space;
    held[i].note.section = section->number;
    kept.push_back(std::move(held[i]));
  }
  return kept;
}

Result<HeldRow> held_row(Vault& vault, const BatchHash& batch) {
  for (HeldRow& held : held_rows(vault)) {
    if (held.note.batch == batch) return std::move(held);
  }
  return error(ErrorCode::not_found, "There is no such note waiting here.");
}

// Takes the words off: what stays is the signed header, so that what follows can be placed.
void forget_words(Vault& vault, std::int64_t row, const BatchHash& hash) {
  const auto bytes = batch_bytes(vault, row);
  MUST(bytes);
  const auto batch = decode_batch(*bytes);
  MUST(batch);
  std::vector<std::size_t> all(batch->elements.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto bare = redact_batch(*batch, all);
  MUST(bare);
  Database& db = vault.db();
  db.statement("UPDATE batch SET bytes = ?2, let_go = 1, adopts = NULL WHERE id = ?1")
      .bind(1, row)
      .bind(2, encode_batch(*bare))
      .run();
  db.statement("UPDATE blob SET bytes = NULL WHERE content = ?1").bind(1, hash).run();
  forget_messages_with(vault, hash);
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(db, kFactToClear, yes);
}

Hash late_id(const BatchHash& note) { return Hash{note.bytes}; }

// The identity's other devices let it go, too.
void say_let_go(Vault& vault, const SectionRow& section, const BatchHash& note) {
  SectionWord word;
  word.space = section.space;
  word.section = section.number;
  word.batches = {note};
  const RootId owner = root_of_author(vault.db(), section.owner);
  say(vault, {owner, owner, MessageKind::let_go}, word);
}

Result<bool> let_go_late_change(Vault& vault, const Hash& id) {
  for (const HeldNote& note : late_changes(vault)) {
    if (late_id(note.batch) != id) continue;
    const auto section = find_section(vault.db(), note.space, note.section);
    MUST(section);
    forget_late_change(vault, section->id, id);
    say_let_go(vault, *section, note.batch);
    return true;
  }
  return error(ErrorCode::not_found, "There is no such note waiting here.");
}

Result<bool> adopt(Vault& vault, const BatchHash& batch) {
  TRY(const HeldRow held, held_row(vault, batch));
  close_open_batch(vault, held.section.id);
  TRY(const SectionRow section, ready_to_write(vault, held.section.space, held.section.number));
  Change adoption;
  Op op;
  op.kind = OpKind::adopt;
  CborWriter value;
  value.bytes(batch.view());
  op.value = std::move(value).take();
  adoption.ops.push_back(std::move(op));
  if (!PLANT(adoptions_are_skipped)) append_changes(vault, section, {adoption});
  close_open_batch(vault, section.id);
  judge_section(vault, section.id);
  return true;
}

}  // namespace

std::vector<HeldNote> held_notes(Vault& vault, const std::optional<SpaceId>& space) {
  std::vector<HeldNote> notes;
  for (HeldRow& held : held_rows(vault)) {
    if (space && held.section.space != *space) continue;
    const auto bytes = batch_bytes(vault, held.row);
    MUST(bytes);
    const auto batch = decode_batch(*bytes);
    MUST(batch);
    held.note.texts = texts_in(*batch);
    notes.push_back(std::move(held.note));
  }
  for (HeldNote& note : late_changes(vault)) {
    if (!space || note.space == *space) notes.push_back(std::move(note));
  }
  return notes;
}

Result<BatchHash> find_held(Vault& vault, std::string_view typed) {
  if (typed.size() < kFewestDigits) {
    return error(ErrorCode::usage, "Type at least four letters of the note's id.");
  }
  std::vector<BatchHash> fitting;
  for (const HeldRow& held : held_rows(vault)) {
    if (id_fits(held.note.batch.view(), typed)) fitting.push_back(held.note.batch);
  }
  for (const HeldNote& note : late_changes(vault)) {
    if (id_fits(note.batch.view(), typed)) fitting.push_back(note.batch);
  }
  return only_one(std::move(fitting), "note waiting");
}

Result<bool> keep_held(Vault& vault, const BatchHash& batch) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  if (is_late_change(vault, late_id(batch))) {
    TRY_DO(adopt_late_change(vault, late_id(batch)));
    TRY_DO(let_go_late_change(vault, late_id(batch)));
  } else {
    TRY_DO(adopt(vault, batch));
  }
  vault.touch();
  transaction.commit();
  finish_leaving(vault);
  return true;
}

Result<bool> delete_held(Vault& vault, const BatchHash& batch) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  if (is_late_change(vault, late_id(batch))) {
    TRY_DO(let_go_late_change(vault, late_id(batch)));
  } else {
    TRY(const HeldRow held, held_row(vault, batch));
    forget_words(vault, held.row, batch);
    say_let_go(vault, held.section, batch);
  }
  vault.touch();
  transaction.commit();
  finish_leaving(vault);
  return true;
}

std::vector<LateNote> my_late_notes(Vault& vault) {
  std::vector<LateNote> notes;
  auto& rows = vault.db().statement("SELECT hash, space, number, bytes FROM late ORDER BY id");
  while (rows.step()) {
    const auto batch = decode_batch(rows.blob(3));
    MUST(batch);
    notes.push_back({rows.id<BatchHash>(0), rows.id<SpaceId>(1),
                     static_cast<std::uint64_t>(rows.integer(2)), batch->header.at,
                     texts_in(*batch)});
  }
  return notes;
}

void forget_held(Vault& vault, const SectionWord& word) {
  const auto section = find_section(vault.db(), word.space, word.section);
  if (!section || !section->is_owner()) return;
  for (const BatchHash& note : word.batches) {
    forget_late_change(vault, section->id, late_id(note));
  }
  for (const HeldRow& held : held_rows(vault)) {
    if (word.batches.contains(held.note.batch) && held.section.space == word.space) {
      forget_words(vault, held.row, held.note.batch);
    }
  }
}

}  // namespace alongside
