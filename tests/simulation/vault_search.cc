#include "tests/simulation/vault_search.h"

#include <algorithm>

#include "client/store/streams.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

bool contains(View in, View bytes) {
  return std::search(in.begin(), in.end(), bytes.begin(), bytes.end()) != in.end();
}

std::vector<std::string> texts_of(Database& db, const std::string& sql) {
  std::vector<std::string> list;
  auto& rows = db.statement(sql);
  while (rows.step()) list.emplace_back(rows.text(0));
  return list;
}

bool table_holds(Database& db, const std::string& table, View bytes) {
  for (const std::string& column :
       texts_of(db, "SELECT name FROM pragma_table_info('" + table + "')")) {
    auto& rows = db.statement("SELECT CAST(\"" + column + "\" AS BLOB) FROM \"" + table + "\"");
    bool is_there = false;
    while (rows.step()) is_there = is_there || (!rows.is_null(0) && contains(rows.blob(0), bytes));
    if (is_there) return true;
  }
  return false;
}

// Blobs, opened with what the vault has: what one who takes the device can read.
bool blobs_hold(Database& db, View bytes) {
  struct Sealed {
    std::int64_t stream;
    Bytes blob;
  };
  std::vector<Sealed> all;
  auto& rows = db.statement("SELECT stream, bytes FROM blob WHERE bytes IS NOT NULL");
  while (rows.step()) all.push_back({rows.integer(0), copy_of(rows.blob(1))});
  std::vector<Key> seeds;
  auto& identities = db.statement("SELECT inbox_seed FROM identity");
  while (identities.step()) seeds.push_back(Key::from(identities.blob(0)).value());
  for (const Sealed& sealed : all) {
    const auto stream = stream_row(db, sealed.stream);
    MUST(stream);
    if (stream->epoch_key) {
      const auto opened =
          open_blob(content_key_of(*stream->epoch_key), stream->address, sealed.blob);
      if (opened && contains(opened->bytes, bytes)) return true;
    }
    for (const Key& seed : seeds) {
      const auto opened = open_sealed(BoxKey(seed), sealed.blob);
      if (opened && contains(opened->bytes, bytes)) return true;
    }
  }
  return false;
}

template <class Read>
auto streams_of_section(SimDevice& device, const SpaceId& space, std::uint64_t section, Read read) {
  std::vector<decltype(read(std::declval<Statement&>()))> list;
  auto& rows = device.window()
                   .db()
                   .statement(
                       "SELECT stream.epoch_key, stream.address FROM stream JOIN section ON "
                       "section.id = stream.section JOIN space ON space.id = section.space WHERE "
                       "space.space = ?1 AND section.number = ?2 ORDER BY stream.id")
                   .bind(1, space)
                   .bind(2, section);
  while (rows.step()) list.push_back(read(rows));
  return list;
}

}  // namespace

bool holds_bytes(SimDevice& device, View bytes) {
  Database& db = device.window().db();
  for (const std::string& table : texts_of(
           db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
    if (table_holds(db, table, bytes)) return true;
  }
  return blobs_hold(db, bytes);
}

std::vector<Key> keys_of_section(SimDevice& device, const SpaceId& space, std::uint64_t section) {
  return streams_of_section(device, space, section,
                            [](Statement& row) { return Key::from(row.blob(0)).value(); });
}

std::vector<Address> addresses_of_section(SimDevice& device, const SpaceId& space,
                                          std::uint64_t section) {
  return streams_of_section(device, space, section,
                            [](Statement& row) { return row.id<Address>(1); });
}

bool digest_is_equal(TwoCoaches& world, SimDevice& one, SimDevice& other,
                     const std::string& section) {
  const Hash digest = world.digest_of(one, section);
  return !digest.is_zero() && digest == world.digest_of(other, section);
}

}  // namespace alongside
