#include <algorithm>

#include "client/store/items.h"
#include "client/store/log.h"
#include "client/store/rows.h"
#include "client/store/standing.h"
#include "shared/base/check.h"
#include "shared/base/claimed_time.h"

namespace alongside {
namespace {

struct BatchRow {
  std::int64_t id = 0;
  RootId author;
  TimeMs at = 0;
  TimeMs received = 0;
  int standing = 0;
  bool is_sent = false;
};

std::vector<BatchRow> batches_of(Database& db, std::int64_t section) {
  std::vector<BatchRow> batches;
  auto& rows = db.statement(
      "SELECT batch.id, author.root, batch.at_ms, batch.received_ms, batch.standing, "
      "EXISTS (SELECT 1 FROM blob WHERE blob.content = batch.hash AND "
      "(blob.receipt IS NOT NULL OR blob.place IS NOT NULL)) "
      "FROM batch JOIN author ON author.id = batch.author WHERE batch.section = ?1 ORDER BY "
      "batch.id");
  rows.bind(1, section);
  while (rows.step()) {
    batches.push_back({rows.integer(0), rows.id<RootId>(1), rows.integer(2), rows.integer(3),
                       static_cast<int>(rows.integer(4)), rows.integer(5) != 0});
  }
  return batches;
}

std::vector<Bytes> changes_of(Vault& vault, std::int64_t batch) {
  const auto bytes = batch_bytes(vault, batch);
  if (!bytes) return open_changes(vault.db(), batch);
  const auto decoded = decode_batch(*bytes);
  MUST(decoded);
  std::vector<Bytes> changes;
  for (const BatchElement& element : decoded->elements) {
    if (!element.erased) changes.push_back(element.change);
  }
  return changes;
}

std::string what_it_did(const KindSpec* kind, const Op& op) {
  if (op.kind == OpKind::del) return "removed";
  const FieldSpec* field = kind != nullptr ? kind->field(op.field) : nullptr;
  const std::string name =
      field != nullptr ? std::string(field->name) : "field-" + std::to_string(op.field);
  if (op.field == kFieldBegun) return "began";
  if (op.kind == OpKind::add) return "added " + name;
  if (op.kind == OpKind::remove) return "took out " + name;
  return "set " + name;
}

const char* standing_name(int standing) {
  return standing == 0 ? "applied" : standing == 1 ? "held" : "pending";
}

void add_rows(const SectionRow& section, const BatchRow& batch, View bytes,
              std::vector<HistoryRow>& rows) {
  const auto change = decode_change(bytes);
  if (!change || change->kind == 0)
    return;  // marks are no history; unreadable ones are listed by status
  const KindSpec* kind = find_kind(change->kind);
  const SectionSpec* spec = find_section(section.number);
  HistoryRow row;
  row.author = batch.author;
  row.at = sum_of_claims(batch.at, change->at);
  row.received = batch.received;
  row.section = spec != nullptr ? std::string(spec->name) : std::to_string(section.number);
  row.kind = kind != nullptr ? std::string(kind->name) : "kind-" + std::to_string(change->kind);
  row.entry = change->entity;
  row.record = section.space;
  for (const Op& op : change->ops) row.did.push_back(what_it_did(kind, op));
  row.standing = standing_name(batch.standing);
  row.is_sent = batch.is_sent;
  rows.push_back(std::move(row));
}

}  // namespace

Result<std::vector<HistoryRow>> history(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  if (!row) return error(ErrorCode::not_found, "There is no such record here.");
  std::vector<HistoryRow> list;
  for (const SectionRow& section : sections_of(vault.db(), row->id)) {
    if (!is_readable(vault, section)) continue;
    for (const BatchRow& batch : batches_of(vault.db(), section.id)) {
      for (const Bytes& change : changes_of(vault, batch.id))
        add_rows(section, batch, change, list);
    }
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const HistoryRow& a, const HistoryRow& b) { return a.at < b.at; });
  return list;
}

Result<std::vector<HistoryRow>> history(Vault& vault, const std::vector<SpaceId>& records) {
  std::vector<HistoryRow> all;
  for (const SpaceId& record : records) {
    TRY(std::vector<HistoryRow> rows, history(vault, record));
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const HistoryRow& a, const HistoryRow& b) { return a.at < b.at; });
  return all;
}

}  // namespace alongside
