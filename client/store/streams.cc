#include "client/store/streams.h"

#include "client/store/rows.h"
#include "shared/base/check.h"
#include "shared/consent/four_codec.h"

namespace alongside {
namespace {

constexpr std::string_view kStreamColumns =
    "SELECT id, address, four, purpose, section, author, epoch_key, append_cap, close_cap, "
    "drop_cap, "
    "state, merge_secret, was_closed, read_cap FROM stream ";

std::optional<Key> read_key(Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  auto key = Key::from(row.blob(column));
  MUST(key);
  return *key;
}

StreamRow read_stream(Statement& row) {
  StreamRow stream;
  stream.id = row.integer(0);
  stream.address = row.id<Address>(1);
  const auto four = four_from_bytes(row.blob(2));
  MUST(four);
  stream.four = *four;
  stream.purpose = static_cast<StreamPurpose>(row.integer(3));
  if (!row.is_null(4)) stream.section = row.integer(4);
  if (!row.is_null(5)) stream.author = row.integer(5);
  stream.epoch_key = read_key(row, 6);
  stream.append_cap = read_key(row, 7);
  stream.close_cap = read_key(row, 8);
  stream.drop_cap = read_key(row, 9);
  stream.state = static_cast<std::uint8_t>(row.integer(10));
  stream.merge_secret = read_key(row, 11);
  stream.was_closed = row.integer(12) != 0;
  stream.read_cap = read_key(row, 13);
  return stream;
}

void bind_key(Statement& row, int at, const std::optional<Key>& key) {
  if (key) {
    row.bind(at, key->view());
  } else {
    row.bind_null(at);
  }
}

std::int64_t add_blob(Vault& vault, const StreamRow& stream, View blob, View content) {
  auto& row = vault.db()
                  .statement(
                      "INSERT INTO blob (stream, hash, bytes, made_here, content) "
                      "VALUES (?1, ?2, ?3, 1, ?4)")
                  .bind(1, stream.id)
                  .bind(2, blob_hash(blob))
                  .bind(3, blob);
  if (content.empty()) {
    row.bind_null(4);
  } else {
    row.bind(4, content);
  }
  row.run();
  return vault.db().last_row();
}

}  // namespace

std::int64_t put_stream(Database& db, const StreamRow& stream) {
  auto& row = db.statement(
      "INSERT INTO stream (address, four, purpose, section, author, epoch_key, append_cap, "
      "close_cap, drop_cap, merge_secret) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
      "ON CONFLICT (address) DO UPDATE SET epoch_key = coalesce(epoch_key, ?6), "
      "append_cap = coalesce(append_cap, ?7), close_cap = coalesce(close_cap, ?8), "
      "drop_cap = coalesce(drop_cap, ?9), merge_secret = coalesce(merge_secret, ?10)");
  row.bind(1, stream.address).bind(2, four_to_bytes(stream.four));
  row.bind(3, static_cast<std::int64_t>(stream.purpose));
  row.bind(4, stream.section).bind(5, stream.author);
  bind_key(row, 6, stream.epoch_key);
  bind_key(row, 7, stream.append_cap);
  bind_key(row, 8, stream.close_cap);
  bind_key(row, 9, stream.drop_cap);
  bind_key(row, 10, stream.merge_secret);
  row.run();
  const auto found = find_stream(db, stream.address);
  MUST(found);
  return found->id;
}

StreamRow own_stream(const StreamSecrets& secrets, StreamPurpose purpose) {
  StreamRow stream;
  stream.four = secrets.hashes();
  stream.address = address_of(stream.four);
  stream.purpose = purpose;
  stream.epoch_key = secrets.epoch_key;
  stream.append_cap = secrets.append;
  stream.close_cap = secrets.close;
  stream.drop_cap = secrets.drop;
  return stream;
}

StreamRow section_stream(const OwnedStream& owned, std::int64_t section) {
  StreamRow stream = own_stream(owned.secrets, StreamPurpose::section);
  stream.merge_secret = owned.merge;
  stream.section = section;
  return stream;
}

std::optional<Key> StreamRow::read() const {
  return epoch_key ? std::optional(read_cap_of(*epoch_key)) : read_cap;
}

std::optional<OwnedStream> StreamRow::owned() const {
  if (!epoch_key || !append_cap || !close_cap || !drop_cap || !merge_secret) return std::nullopt;
  return OwnedStream{{*epoch_key, *append_cap, *close_cap, *drop_cap}, *merge_secret};
}

std::optional<StreamRow> stream_row(Database& db, std::int64_t id) {
  static const std::string sql = std::string(kStreamColumns) + "WHERE id = ?1";
  return first_row(db.statement(sql).bind(1, id), read_stream);
}

std::optional<StreamRow> find_stream(Database& db, const Address& address) {
  static const std::string sql = std::string(kStreamColumns) + "WHERE address = ?1";
  return first_row(db.statement(sql).bind(1, address), read_stream);
}

std::int64_t seal_into(Vault& vault, const StreamRow& stream, const Payload& payload,
                       View content) {
  auto& query = vault.db()
                    .statement("SELECT id FROM blob WHERE content = ?1 AND stream = ?2")
                    .bind(1, content)
                    .bind(2, stream.id);
  if (const auto found = first_row(query, [](Statement& row) { return row.integer(0); })) {
    return *found;
  }
  MUST(stream.epoch_key);
  const Bytes blob =
      seal_blob(content_key_of(*stream.epoch_key), stream.address, payload, vault.random());
  return add_blob(vault, stream, blob, content);
}

std::int64_t seal_into_inbox(Vault& vault, const StreamRow& stream, const BoxPublic& box,
                             const Payload& payload) {
  return add_blob(vault, stream, seal_to(box, payload, vault.random()), {});
}

Hash control_name(View control) { return tagged_hash("alongside/control", {control}); }

}  // namespace alongside
