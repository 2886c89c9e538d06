#include "client/store/exchange_file.h"

#include <map>
#include <set>

#include "client/store/carried.h"
#include "client/store/file_intake.h"
#include "client/store/items.h"
#include "client/store/late.h"
#include "client/store/let_go_record.h"
#include "client/store/log.h"
#include "client/store/replica.h"
#include "client/store/standing.h"
#include "client/store/traffic.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

bool is_inbox(StreamPurpose purpose) {
  return purpose == StreamPurpose::my_inbox || purpose == StreamPurpose::contact_inbox ||
         purpose == StreamPurpose::role_inbox;
}

// What names a stream to those who have it, too. Nothing: it is not for others.
std::optional<Key> naming_capability(const StreamRow& stream) {
  if (stream.purpose == StreamPurpose::recovery) return std::nullopt;
  if (is_inbox(stream.purpose)) return stream.append_cap;
  return stream.epoch_key ? std::optional(read_cap_of(*stream.epoch_key)) : std::nullopt;
}

std::vector<StreamRow> streams_of(Database& db, Statement& numbers) {
  std::vector<std::int64_t> rows;
  while (numbers.step()) rows.push_back(numbers.integer(0));
  std::vector<StreamRow> streams;
  for (const std::int64_t row : rows) {
    const auto stream = stream_row(db, row);
    MUST(stream);
    if (naming_capability(*stream)) streams.push_back(*stream);
  }
  return streams;
}

std::vector<StreamRow> all_streams(Database& db) {
  return streams_of(
      db, db.statement("SELECT id FROM stream WHERE state <> 2 AND to_drop = 0 ORDER BY id"));
}

// The streams of a record's sections, and the cards and inboxes of all who have to do with it.
std::vector<StreamRow> streams_of_record(Vault& vault, const SpaceId& space) {
  auto& numbers =
      vault.db()
          .statement(
              "WITH part AS (SELECT section.id, space.owner FROM section JOIN space ON space.id = "
              "section.space WHERE space.space = ?1), who AS (SELECT owner AS author FROM part "
              "UNION SELECT grantee FROM share WHERE section IN (SELECT id FROM part) UNION SELECT "
              "author FROM batch WHERE section IN (SELECT id FROM part) UNION SELECT author FROM "
              "identity WHERE is_me = 1) SELECT id FROM stream WHERE state <> 2 AND to_drop = 0 "
              "AND (section IN (SELECT id FROM part) OR (section IS NULL AND author IN (SELECT "
              "author FROM who))) ORDER BY id")
          .bind(1, space);
  return streams_of(vault.db(), numbers);
}

Result<bool> write_stream(Vault& vault, const StreamRow& stream, CarriedWriter& writer,
                          ExchangeOut& told, const FileId& id) {
  bool is_named = false;
  return each_blob_to_carry(vault, stream, [&](View blob) -> Result<bool> {
    if (!is_named) {
      const Hash name = exchange_name(id, *naming_capability(stream));
      TRY_DO(writer.item(static_cast<std::uint8_t>(FileItem::stream_name), name.view()));
      is_named = true;
      ++told.streams;
    }
    ++told.blobs;
    return writer.item(static_cast<std::uint8_t>(FileItem::blob), blob);
  });
}

// One reading of an exchange file after the other, until no stream in it is news.
class ExchangeReading {
 public:
  ExchangeReading(Vault& vault, ReadFile& file) : vault_(vault), file_(file), intake_(vault) {}

  Result<bool> run() {
    for (;;) {
      TRY(const bool is_progress, read_once());
      if (!is_progress) return true;
      intake_.settle();
      judge_anew(vault_, let_go_of_records(vault_));
    }
  }
  std::uint64_t fresh_blobs() const { return intake_.fresh_blobs(); }

 private:
  // Streams that were read before are passed over. Gives whether there was another one.
  Result<bool> read_once() {
    TRY(CarriedReader reader, open_carried(file_, FileKind::exchange, exchange_file_key));
    const std::map<Hash, StreamRow> known = readable(reader.id());
    const StreamRow* now = nullptr;
    bool is_progress = false;
    for (;;) {
      TRY(const auto item, next_item(reader));
      if (!item) return is_progress;
      if (item->type == static_cast<std::uint8_t>(FileItem::stream_name)) {
        TRY(const Hash name, Hash::from(item->bytes));
        const auto found = known.find(name);
        now = found != known.end() ? &found->second : nullptr;
        if (now != nullptr) done_.insert(now->id);
        is_progress = is_progress || now != nullptr;
      } else if (item->type != static_cast<std::uint8_t>(FileItem::blob)) {
        return error(ErrorCode::malformed, "This file does not check out; nothing was taken in.");
      } else if (now != nullptr) {
        intake_.take_in(*now, item->bytes);
      }
    }
  }

  std::map<Hash, StreamRow> readable(const FileId& id) {
    std::map<Hash, StreamRow> known;
    for (StreamRow& stream : all_streams(vault_.db())) {
      if (!stream.epoch_key || done_.contains(stream.id)) continue;
      known.emplace(exchange_name(id, *naming_capability(stream)), std::move(stream));
    }
    return known;
  }

  Vault& vault_;
  ReadFile& file_;
  FileIntake intake_;
  std::set<std::int64_t> done_;
};

}  // namespace

Result<ExchangeOut> write_exchange(Vault& vault, const std::filesystem::path& path,
                                   const std::optional<SpaceId>& only) {
  TRY_DO(check_is_free(path));
  prepare_to_send(vault);
  const Transaction snapshot(vault.db());
  NewFile file(path);
  ExchangeOut told;
  const FileId id = vault.random().id<FileId>();
  CarriedWriter writer(FileKind::exchange, id, exchange_file_key(id), vault.random(),
                       [&](View bytes) {
                         file.write(bytes);
                         told.bytes += bytes.size();
                       });
  for (const StreamRow& stream : only ? streams_of_record(vault, *only) : all_streams(vault.db())) {
    TRY_DO(write_stream(vault, stream, writer, told, id));
  }
  TRY_DO(writer.finish());
  file.keep();
  return told;
}

Result<ExchangeIn> read_exchange(Vault& vault, const std::filesystem::path& path) {
  TRY(ReadFile file, ReadFile::open(path));
  TRY_DO(check_is_whole(file, FileKind::exchange, exchange_file_key));
  const ArrivalMark mark = arrivals_so_far(vault);
  ExchangeIn told;
  {
    Transaction transaction(vault.db());
    ExchangeReading reading(vault, file);
    const auto done = reading.run();
    if (!done) {
      vault.cards().clear();
      return done.error();
    }
    told.blobs = reading.fresh_blobs();
    transaction.commit();
  }
  leave_what_ended(vault);
  finish_leaving(vault);
  index_received(vault);
  told.received = changes_arrived_since(vault, mark);
  return told;
}

}  // namespace alongside
