#include "client/store/strip.h"

#include <array>

#include "client/store/facts.h"
#include "client/store/inbox.h"
#include "client/store/judge.h"
#include "client/store/late_changes.h"
#include "client/store/log.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

std::set<BatchHash> split(View bytes) {
  std::set<BatchHash> hashes;
  for (std::size_t at = 0; at + BatchHash::kSize <= bytes.size(); at += BatchHash::kSize) {
    hashes.insert(BatchHash::from(bytes.subspan(at, BatchHash::kSize)).value());
  }
  return hashes;
}

// Gives whether the entry was not erased before.
bool add_erased(Database& db, std::int64_t section, const EntityId& entity,
                const std::set<BatchHash>& seen) {
  auto& query = db.statement("SELECT seen FROM erased WHERE section = ?1 AND entity = ?2")
                    .bind(1, section)
                    .bind(2, entity);
  const auto before = first_row(query, [](Statement& row) { return split(row.blob(0)); });
  std::set<BatchHash> all = before.value_or(std::set<BatchHash>());
  all.insert(seen.begin(), seen.end());
  if (before && all == *before) return false;
  Bytes bytes;
  for (const BatchHash& hash : all) append(bytes, hash.view());
  db.statement(
        "INSERT INTO erased (section, entity, seen) VALUES (?1, ?2, ?3) ON CONFLICT (section, "
        "entity) DO UPDATE SET seen = ?3")
      .bind(1, section)
      .bind(2, entity)
      .bind(3, bytes)
      .run();
  return !before;
}

// What was sealed with the words in it is never sent again. A closed stream that holds it is looked
// at once more: another of the owner's devices may have dropped it.
void forget_full_form(Vault& vault, std::int64_t row, const Batch& left) {
  Database& db = vault.db();
  db.statement("UPDATE batch SET bytes = ?2 WHERE id = ?1")
      .bind(1, row)
      .bind(2, encode_batch(left))
      .run();
  if (PLANT(erased_words_are_sent_again)) return;
  db.statement(
        "UPDATE blob SET bytes = NULL, tainted = stream IN (SELECT id FROM stream WHERE purpose = "
        "0) WHERE content = ?1")
      .bind(1, left.hash())
      .run();
  db.statement(
        "UPDATE stream SET recheck = 1 WHERE state = 1 AND id IN (SELECT stream FROM blob WHERE "
        "content = ?1 AND tainted = 1)")
      .bind(1, left.hash())
      .run();
  forget_messages_with(vault, left.hash());
}

// Gives whether anything of the section had to go.
bool strip_section(Vault& vault, const SectionRow& section) {
  struct Held {
    std::int64_t row = 0;
    Batch batch;
  };
  std::vector<std::int64_t> all;
  auto& rows = vault.db()
                   .statement("SELECT id FROM batch WHERE section = ?1 AND hash IS NOT NULL")
                   .bind(1, section.id);
  while (rows.step()) all.push_back(rows.integer(0));
  const Eraser eraser(vault, section);
  bool is_any = false;
  for (const std::int64_t row : all) {
    const auto bytes = batch_bytes(vault, row);
    MUST(bytes);
    auto batch = decode_batch(*bytes);
    MUST(batch);
    if (!eraser.take_off(*batch)) continue;
    forget_full_form(vault, row, *batch);
    is_any = true;
  }
  return is_any;
}

void forget_drafts(Database& db, const EntityId& entity) {
  db.statement("DELETE FROM draft WHERE place LIKE 'edit:%:' || ?1").bind(1, entity.hex()).run();
}

Error no_batch() { return error(ErrorCode::not_found, "That message brings no note."); }

}  // namespace

std::optional<EntityId> entity_of(const BatchElement& element) {
  if (element.erased) return std::nullopt;
  const auto change = decode_change(element.change);
  if (!change || change->kind == 0) return std::nullopt;
  return change->entity;
}

Eraser::Eraser(Vault& vault, const SectionRow& section) : vault_(vault), section_(section) {
  auto& rows = vault.db()
                   .statement("SELECT entity, seen FROM erased WHERE section = ?1")
                   .bind(1, section.id);
  while (rows.step()) erased_.emplace(rows.id<EntityId>(0), split(rows.blob(1)));
}

bool Eraser::take_off(Batch& batch) const {
  if (erased_.empty()) return false;
  std::vector<std::size_t> gone;
  std::set<EntityId> late;
  for (std::size_t i = 0; i < batch.elements.size(); ++i) {
    const auto entity = entity_of(batch.elements[i]);
    const auto found = entity ? erased_.find(*entity) : erased_.end();
    if (found == erased_.end()) continue;
    gone.push_back(i);
    if (!found->second.contains(batch.hash())) late.insert(*entity);
  }
  if (gone.empty()) return false;
  for (const EntityId& entity : late) keep_late_change(vault_, section_, entity, batch);
  auto left = redact_batch(batch, gone);
  MUST(left);
  batch = std::move(*left);
  return true;
}

void note_erased(Vault& vault, const SectionRow& section, const ErasedEntries& erased) {
  bool is_new = false;
  for (const auto& [entity, seen] : erased) {
    if (!add_erased(vault.db(), section.id, entity, seen)) continue;
    is_new = true;
    forget_drafts(vault.db(), entity);
  }
  if (!is_new || PLANT(erased_words_stay)) return;
  close_open_batch(vault, section.id);
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(vault.db(), kFactToClear, yes);
  mark_to_publish(vault.db(), section.id);
  if (strip_section(vault, section)) refold(vault, section.id);
  vault.touch();
}

void forget_messages_with(Vault& vault, const BatchHash& batch) {
  forget_messages(vault, [&](const Message& message) {
    const bool is_late = message.kind == static_cast<std::uint64_t>(MessageKind::late_batch) ||
                         message.kind == static_cast<std::uint64_t>(MessageKind::late_change);
    const auto brought = is_late ? decode_batch(message.content) : Result<Batch>(no_batch());
    return brought && brought->hash() == batch;
  });
}

}  // namespace alongside
