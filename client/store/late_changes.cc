#include "client/store/late_changes.h"

#include <algorithm>
#include <array>
#include <map>

#include "client/store/authority.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/judge.h"
#include "client/store/late.h"
#include "client/store/log.h"
#include "client/store/strip.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/change/limits.h"
#include "shared/model/kinds.h"
#include "shared/model/values.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::string_view kReason =
    "Written about something that was erased, by somebody who did not know yet.";

Hash id_of(const BatchHash& batch, const EntityId& entity) {
  return tagged_hash("alongside/late-change", {batch.view(), entity.view()});
}

// The changes that put something down; a removal says nothing.
bool says_something(const BatchElement& element) {
  const auto change = decode_change(element.change);
  return change && std::any_of(change->ops.begin(), change->ops.end(),
                               [](const Op& op) { return op.kind != OpKind::del; });
}

// The batch with nothing but its changes about one entry. Nothing: they say nothing.
std::optional<Batch> only_about(const Batch& batch, const EntityId& entity) {
  std::vector<std::size_t> others;
  bool is_any = false;
  for (std::size_t i = 0; i < batch.elements.size(); ++i) {
    const bool is_it = entity_of(batch.elements[i]) == entity;
    if (!is_it && !batch.elements[i].erased) others.push_back(i);
    is_any = is_any || (is_it && says_something(batch.elements[i]));
  }
  if (!is_any) return std::nullopt;
  auto left = redact_batch(batch, others);
  MUST(left);
  return std::move(*left);
}

// The one entry that a late change is about. Errors: malformed.
Result<EntityId> only_entity(const Batch& batch) {
  std::set<EntityId> about;
  for (const BatchElement& element : batch.elements) {
    const auto entity = entity_of(element);
    if (!entity && !element.erased) return error(ErrorCode::malformed, "No late change at all.");
    if (entity) about.insert(*entity);
  }
  if (about.size() != 1) return error(ErrorCode::malformed, "A late change of several entries.");
  return *about.begin();
}

bool is_erased(Database& db, std::int64_t section, const EntityId& entity) {
  auto& query = db.statement("SELECT 1 FROM erased WHERE section = ?1 AND entity = ?2")
                    .bind(1, section)
                    .bind(2, entity);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

void put_row(Vault& vault, const SectionRow& section, const EntityId& entity, const Batch& batch,
             bool is_told) {
  vault.db()
      .statement(
          "INSERT OR IGNORE INTO late_change (id, section, entity, batch, told, received_ms) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(1, id_of(batch.hash(), entity))
      .bind(2, section.id)
      .bind(3, entity)
      .bind(4, encode_batch(batch))
      .bind(5, is_told)
      .bind(6, vault.now_ms())
      .run();
  if (vault.db().changes() > 0) vault.touch();
}

struct Row {
  Hash id;
  std::int64_t section = 0;
  Batch batch;
  TimeMs received = 0;
};

std::vector<Row> rows_where(Database& db, std::string_view condition, std::int64_t section) {
  std::vector<Row> found;
  auto& rows = db.statement(
                     "SELECT id, section, batch, received_ms FROM late_change WHERE batch IS "
                     "NOT NULL AND (section = ?1 OR ?1 = 0) AND " +
                     std::string(condition) + " ORDER BY received_ms, id")
                   .bind(1, section);
  while (rows.step()) {
    auto batch = decode_batch(rows.blob(2));
    MUST(batch);
    found.push_back({rows.id<Hash>(0), rows.integer(1), std::move(*batch), rows.integer(3)});
  }
  return found;
}

// What was put down, as a change of a new entry. The one who wrote it is named as who said it,
// where the words were not the person's own.
Result<Change> as_new_entry(Vault& vault, const Batch& batch) {
  const std::string author = name_of_author(vault, batch.header.author);
  Change written;
  written.entity = vault.random().id<EntityId>();
  for (const BatchElement& element : batch.elements) {
    if (element.erased) continue;
    TRY(const Change change, decode_change(element.change));
    written.kind = change.kind;
    const KindSpec* kind = find_kind(change.kind);
    for (Op op : change.ops) {
      if (op.kind == OpKind::del) continue;
      const FieldSpec* field = kind != nullptr ? kind->field(op.field) : nullptr;
      if (field != nullptr && field->type == FieldType::text && !author.empty()) {
        Value value = decode_value(FieldType::text, op.value);
        auto* text = std::get_if<Text>(&value);
        if (text != nullptr && text->said_by != kSaidByPerson) {
          text->said_by = author.substr(0, kMaxShortBytes);
          TRY(op.value, encode_value(value));
        }
      }
      op.replaces.emplace();  // versions stay apart
      written.ops.push_back(std::move(op));
    }
  }
  if (encode_change(written).size() > kMaxChangeBytes / 2) {
    return error(ErrorCode::too_large, "That is too long for one entry.");
  }
  return written;
}

}  // namespace

void keep_late_change(Vault& vault, const SectionRow& section, const EntityId& entity,
                      const Batch& batch) {
  if (PLANT(late_changes_are_dropped)) return;
  const auto only = only_about(batch, entity);
  if (only) put_row(vault, section, entity, *only, false);
}

void tell_late_changes(Vault& vault, const SectionRow& section) {
  const RootId owner = root_of_author(vault.db(), section.owner);
  for (const Row& row : rows_where(vault.db(), "told = 0", section.id)) {
    const auto sent =
        send_message(vault, {owner, vault.me(), MessageKind::late_change, encode_batch(row.batch)});
    if (!sent) continue;  // no card of theirs any more; it stays to be told
    vault.db()
        .statement(
            "UPDATE late_change SET told = 1, batch = CASE WHEN ?2 THEN batch END WHERE id = ?1")
        .bind(1, row.id)
        .bind(2, section.is_owner())
        .run();
  }
}

// Its author's device has signed it; who brings it does not matter.
ActedOn accept_late_change(Vault& vault, const Message& message) {
  TRY(const Batch batch, decode_batch(message.content));
  const auto section = find_section(vault.db(), batch.header.space, batch.header.section);
  if (!section || !section->is_owner()) {
    return error(ErrorCode::malformed, "A late change for a record that is not kept here.");
  }
  if (!was_shared_with(vault, *section, batch.header)) {
    return error(ErrorCode::malformed, "A late change of somebody with whom this was not shared.");
  }
  TRY(const EntityId entity, only_entity(batch));
  if (!is_erased(vault.db(), section->id, entity)) {
    return error(ErrorCode::refused, "A late change waits for what erased its entry.");
  }
  put_row(vault, *section, entity, batch, true);
  return 0;
}

std::vector<HeldNote> late_changes(Vault& vault) {
  std::vector<HeldNote> notes;
  std::map<std::int64_t, SectionAuthority> authorities;
  for (const Row& row : rows_where(vault.db(), "1", 0)) {
    const auto section = section_row(vault.db(), row.section);
    MUST(section);
    if (!section->is_owner()) continue;
    const auto& authority = authorities.try_emplace(row.section, vault, *section).first->second;
    const bool is_theirs = authority.of(row.batch.header) == Authority::fine;
    if (!is_theirs && !PLANT(late_changes_of_anyone_count)) continue;  // until a card says so
    HeldNote note;
    note.batch = BatchHash{row.id.bytes};
    note.space = section->space;
    note.section = section->number;
    note.author = row.batch.header.author;
    note.at = row.batch.header.at;
    note.received = row.received;
    note.reason = std::string(kReason);
    note.texts = texts_in(row.batch);
    note.after_erase = true;
    notes.push_back(std::move(note));
  }
  return notes;
}

bool is_late_change(Vault& vault, const Hash& id) {
  auto& query = vault.db().statement("SELECT 1 FROM late_change WHERE id = ?1").bind(1, id);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

Result<bool> adopt_late_change(Vault& vault, const Hash& id) {
  for (const Row& row : rows_where(vault.db(), "1", 0)) {
    if (row.id != id) continue;
    TRY(Change written, as_new_entry(vault, row.batch));
    const auto place = section_row(vault.db(), row.section);
    MUST(place);
    TRY(const SectionRow section, ready_to_write(vault, place->space, place->number));
    append_changes(vault, section, {std::move(written)});
    return true;
  }
  return error(ErrorCode::not_found, "There is no such note waiting here.");
}

void forget_late_change(Vault& vault, std::int64_t section, const Hash& id) {
  for (const Row& row : rows_where(vault.db(), "1", section)) {
    if (row.id == id) forget_messages_with(vault, row.batch.hash());
  }
  vault.db()
      .statement(
          "INSERT INTO late_change (id, section, told, received_ms) VALUES (?1, ?2, 1, ?3) "
          "ON CONFLICT (id) DO UPDATE SET batch = NULL")
      .bind(1, id)
      .bind(2, section)
      .bind(3, vault.now_ms())
      .run();
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(vault.db(), kFactToClear, yes);
  vault.touch();
}

}  // namespace alongside
