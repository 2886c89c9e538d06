#include "client/store/carried.h"

#include "client/store/log.h"
#include "client/store/rows.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

bool is_known(std::uint8_t type) {
  return type % 2 == 0 && type <= static_cast<std::uint8_t>(FileItem::taker);
}

// Batches whose blob in a stream went because words in it did.
std::vector<std::int64_t> batches_that_lost_words(Database& db, std::int64_t stream) {
  std::vector<std::int64_t> batches;
  auto& rows = db.statement(
                     "SELECT batch.id FROM blob JOIN batch ON batch.hash = blob.content WHERE "
                     "blob.stream = ?1 AND blob.bytes IS NULL ORDER BY blob.id")
                   .bind(1, stream);
  while (rows.step()) batches.push_back(rows.integer(0));
  return batches;
}

}  // namespace

Result<bool> check_is_free(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder)) {
    return error(ErrorCode::refused, "There is no such folder to put the file into.");
  }
  if (std::filesystem::exists(path)) {
    return error(ErrorCode::refused, "There is a file of that name already; choose another name.");
  }
  return true;
}

Result<FileKind> kind_of_file(const std::filesystem::path& path) {
  TRY(ReadFile file, ReadFile::open(path));
  return kind_of_head(file.read(kFileHeadBytes));
}

Result<CarriedReader> open_carried(ReadFile& file, FileKind kind,
                                   const CarriedReader::KeyOf& key_of) {
  file.rewind();
  return CarriedReader::open(kind, key_of, [&file](std::size_t size) { return file.read(size); });
}

Result<bool> check_is_whole(ReadFile& file, FileKind kind, const CarriedReader::KeyOf& key_of) {
  TRY(CarriedReader reader, open_carried(file, kind, key_of));
  for (;;) {
    TRY(const auto item, next_item(reader));
    if (!item) return true;
  }
}

Result<std::optional<CarriedItem>> next_item(CarriedReader& reader) {
  return reader.next(is_known);
}

Result<bool> each_blob_to_carry(Vault& vault, const StreamRow& stream,
                                const std::function<Result<bool>(View)>& carry) {
  Database& db = vault.db();
  auto& rows =
      db.statement("SELECT bytes FROM blob WHERE stream = ?1 AND bytes IS NOT NULL ORDER BY id")
          .bind(1, stream.id);
  while (rows.step()) TRY_DO(carry(rows.blob(0)));
  if (!stream.epoch_key || PLANT(files_leave_out_what_lost_words)) return true;
  for (const std::int64_t batch : batches_that_lost_words(db, stream.id)) {
    auto bytes = batch_bytes(vault, batch);
    MUST(bytes);
    const Payload payload{static_cast<std::uint8_t>(PayloadKind::batch), std::move(*bytes)};
    const Key key = content_key_of(*stream.epoch_key);
    TRY_DO(carry(seal_blob(key, stream.address, payload, vault.random())));
  }
  return true;
}

}  // namespace alongside
