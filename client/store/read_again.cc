#include "client/store/read_again.h"

#include <array>

#include "client/store/facts.h"
#include "client/store/log.h"
#include "client/store/receive.h"
#include "client/store/rows.h"
#include "client/store/section_records.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

// Blobs in which nothing known was found, and messages that did not open.
void open_blobs_again(Vault& vault) {
  Database& db = vault.db();
  struct Unread {
    std::int64_t row = 0;
    std::int64_t stream = 0;
    Bytes bytes;
  };
  std::vector<Unread> unread;
  auto& rows =
      db.statement(
            "SELECT blob.id, blob.stream, blob.bytes FROM blob JOIN stream ON stream.id = "
            "blob.stream WHERE blob.bytes IS NOT NULL AND blob.content IS NULL AND blob.made_here "
            "= 0 AND stream.epoch_key IS NOT NULL AND (stream.purpose <> ?1 OR EXISTS (SELECT 1 "
            "FROM report WHERE report.about = blob.hash)) ORDER BY blob.id")
          .bind(1, static_cast<std::int64_t>(StreamPurpose::my_inbox));
  while (rows.step()) unread.push_back({rows.integer(0), rows.integer(1), copy_of(rows.blob(2))});
  db.statement("DELETE FROM report WHERE what LIKE '%newer app%' OR what LIKE '%does not open'")
      .run();
  Receiver receiver(vault);
  for (const Unread& blob : unread) {
    const auto stream = stream_row(db, blob.stream);
    MUST(stream);
    receiver.take_in(blob.row, *stream, blob.bytes);
  }
  receiver.settle_all();
}

// Which batches this app can read decides anew which wait for a newer one.
void look_through_batches(Vault& vault) {
  Database& db = vault.db();
  std::vector<std::int64_t> batches;
  auto& rows = db.statement("SELECT id FROM batch WHERE hash IS NOT NULL");
  while (rows.step()) batches.push_back(rows.integer(0));
  for (const std::int64_t row : batches) {
    const auto bytes = batch_bytes(vault, row);
    MUST(bytes);
    auto batch = decode_batch(*bytes);
    MUST(batch);
    db.statement("UPDATE batch SET unreadable = 0 WHERE id = ?1").bind(1, row).run();
    mark_if_unreadable(vault, {row, std::move(*batch)});
  }
}

}  // namespace

bool needs_reading_again(Vault& vault) {
  const auto last = fact(vault.db(), kFactReader);
  return !last || *last != Bytes{std::byte{kReaderVersion}};
}

void mark_as_read(Vault& vault) {
  const std::array<std::byte, 1> now{std::byte{kReaderVersion}};
  set_fact(vault.db(), kFactReader, now);
}

void read_again(Vault& vault) {
  Transaction transaction(vault.db());
  close_open_batches(vault);
  look_through_batches(vault);
  open_blobs_again(vault);
  for (const SectionRow& section : all_section_rows(vault.db())) refold(vault, section.id);
  mark_as_read(vault);
  vault.touch();
  transaction.commit();
}

}  // namespace alongside
