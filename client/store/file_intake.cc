#include "client/store/file_intake.h"

#include "client/store/log.h"
#include "shared/base/plant.h"

namespace alongside {

FileIntake::FileIntake(Vault& vault) : vault_(vault), receiver_(vault) {
  vault_.cards().clear();
  close_open_batches(vault_);
}

void FileIntake::take_in(const StreamRow& stream, View blob) {
  Database& db = vault_.db();
  db.statement("INSERT OR IGNORE INTO blob (stream, hash, bytes, made_here) VALUES (?1, ?2, ?3, 0)")
      .bind(1, stream.id)
      .bind(2, blob_hash(blob))
      .bind(3, blob)
      .run();
  if (db.changes() == 0) return;
  const std::int64_t row = db.last_row();
  ++fresh_;
  if (PLANT(a_file_counts_as_sent)) {
    db.statement("UPDATE blob SET place = 0 WHERE id = ?1").bind(1, row).run();
  }
  receiver_.take_in(row, stream, blob);
}

}  // namespace alongside
