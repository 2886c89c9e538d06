#include "tests/simulation/vault_log.h"

#include "client/store/judge.h"
#include "client/store/log.h"
#include "shared/base/check.h"
#include "shared/consent/epoch.h"
#include "shared/seal/blob.h"

namespace alongside {
namespace {

ChangePlace place_of(const LoggedBatch& logged, std::uint64_t place) {
  return {logged.space, logged.section, logged.batch.header.chain(), logged.batch.header.seq,
          place};
}

}  // namespace

std::map<ChangePlace, Bytes> open_changes_of(Vault& vault) {
  std::map<ChangePlace, Bytes> changes;
  auto& rows = vault.db().statement(
      "SELECT space.space, section.number, chain.device, chain.admission, batch.seq, "
      "open_change.place, open_change.bytes FROM open_change JOIN batch ON batch.id = "
      "open_change.batch "
      "JOIN chain ON chain.id = batch.chain JOIN section ON section.id = batch.section "
      "JOIN space ON space.id = section.space");
  while (rows.step()) {
    const ChangePlace place{rows.id<SpaceId>(0),
                            static_cast<std::uint64_t>(rows.integer(1)),
                            {rows.id<DeviceId>(2), rows.id<AdmissionId>(3)},
                            static_cast<std::uint64_t>(rows.integer(4)),
                            static_cast<std::uint64_t>(rows.integer(5))};
    changes.emplace(place, copy_of(rows.blob(6)));
  }
  return changes;
}

std::map<BatchHash, LoggedBatch> batches_of(Vault& vault) {
  struct Row {
    std::int64_t id;
    BatchHash hash;
    LoggedBatch logged;
  };
  std::vector<Row> found;
  auto& rows = vault.db().statement(
      "SELECT batch.id, batch.hash, batch.standing, space.space, section.number, batch.reason "
      "FROM batch "
      "JOIN section ON section.id = batch.section JOIN space ON space.id = section.space "
      "WHERE batch.hash IS NOT NULL ORDER BY batch.id");
  while (rows.step()) {
    Row row{rows.integer(0), rows.id<BatchHash>(1), {}};
    row.logged.standing = static_cast<int>(rows.integer(2));
    row.logged.space = rows.id<SpaceId>(3);
    row.logged.section = static_cast<std::uint64_t>(rows.integer(4));
    row.logged.reason = reason_text(static_cast<int>(rows.integer(5)));
    found.push_back(std::move(row));
  }
  std::map<BatchHash, LoggedBatch> batches;
  for (Row& row : found) {
    const auto bytes = batch_bytes(vault, row.id);
    MUST(bytes);
    auto batch = decode_batch(*bytes);
    MUST(batch && batch->hash() == row.hash);
    row.logged.batch = std::move(*batch);
    batches.emplace(row.hash, std::move(row.logged));
  }
  return batches;
}

std::map<ChangePlace, Bytes> changes_of(Vault& vault) {
  std::map<ChangePlace, Bytes> changes = open_changes_of(vault);
  for (const auto& [hash, logged] : batches_of(vault)) {
    for (std::size_t i = 0; i < logged.batch.elements.size(); ++i) {
      const BatchElement& element = logged.batch.elements[i];
      if (!element.erased) changes.emplace(place_of(logged, i), element.change);
    }
  }
  return changes;
}

void lay_ready_to_send(Vault& vault, std::int64_t stream, View blob) {
  vault.db()
      .statement("INSERT INTO blob (stream, hash, bytes, made_here) VALUES (?1, ?2, ?3, 1)")
      .bind(1, stream)
      .bind(2, blob_hash(blob))
      .bind(3, blob)
      .run();
}

bool is_seen_mark(const Batch& batch) {
  return std::all_of(batch.elements.begin(), batch.elements.end(), [](const BatchElement& element) {
    const auto change = element.erased ? Result<Change>(Error{}) : decode_change(element.change);
    return change && change->kind == 0 && change->ops.size() == 1 &&
           change->ops[0].kind == OpKind::seen;
  });
}

EntityId entry_of(View change) {
  const auto decoded = decode_change(change);
  MUST(decoded);
  return decoded->entity;
}

std::map<EntityId, std::set<BatchHash>> erased_on(Vault& vault) {
  std::map<EntityId, std::set<BatchHash>> erased;
  auto& rows = vault.db().statement("SELECT record FROM epoch");
  while (rows.step()) {
    const auto epoch = decode_epoch(rows.blob(0));
    MUST(epoch);
    for (const auto& [entry, seen] : epoch->record.erased) {
      erased[entry].insert(seen.begin(), seen.end());
    }
  }
  return erased;
}

}  // namespace alongside
