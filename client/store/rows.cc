#include "client/store/rows.h"

#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::string_view kSectionColumns =
    "SELECT section.id, section.space, space.space, space.owner, section.number, "
    "section.admission, "
    "section.may_write, section.open_batch, section.unsettled, section.seen_day, section.news, "
    "section.out, section.until_ms, section.to_publish FROM section JOIN space ON space.id = "
    "section.space ";

SectionRow read_section(Statement& row) {
  SectionRow section;
  section.id = row.integer(0);
  section.space_row = row.integer(1);
  section.space = row.id<SpaceId>(2);
  section.owner = row.integer(3);
  section.number = static_cast<std::uint64_t>(row.integer(4));
  section.admission = row.id<AdmissionId>(5);
  section.may_write = row.integer(6) != 0;
  if (!row.is_null(7)) section.open_batch = row.integer(7);
  section.unsettled = row.integer(8);
  section.seen_day = row.integer(9);
  section.has_news = row.integer(10) != 0;
  section.reading = static_cast<Reading>(row.integer(11));
  if (!row.is_null(12)) section.until = row.integer(12);
  section.to_publish = row.integer(13) != 0;
  return section;
}

// No list has what was erased whole (docs/spec/erasing.md).
constexpr std::string_view kNotErased =
    "NOT EXISTS (SELECT 1 FROM erased_record WHERE erased_record.space = space.space) ";

std::string not_erased(std::string_view before, std::string_view after) {
  return std::string(before) + std::string(kNotErased) + std::string(after);
}

SpaceRow read_space(Statement& row) {
  return {row.integer(0), row.id<SpaceId>(1), row.integer(2), row.integer(3) != 0, row.integer(4)};
}

ChainRow read_chain(Statement& row) {
  ChainRow chain;
  chain.id = row.integer(0);
  chain.chain = {row.id<DeviceId>(1), row.id<AdmissionId>(2)};
  if (!row.is_null(3)) chain.tip = row.integer(3);
  chain.is_mine = row.integer(4) != 0;
  return chain;
}

template <class Row, class Read>
std::vector<Row> all_rows(Statement& statement, Read read) {
  std::vector<Row> rows;
  while (statement.step()) rows.push_back(read(statement));
  return rows;
}

}  // namespace

std::int64_t author_number(Database& db, const RootId& root) {
  const auto number = [](Statement& row) { return row.integer(0); };
  auto& query = db.statement("SELECT id FROM author WHERE root = ?1").bind(1, root);
  if (const auto found = first_row(query, number)) return *found;
  db.statement("INSERT INTO author (root) VALUES (?1)").bind(1, root).run();
  return db.last_row();
}

RootId root_of_author(Database& db, std::int64_t author) {
  auto& query = db.statement("SELECT root FROM author WHERE id = ?1").bind(1, author);
  const auto root = first_row(query, [](Statement& row) { return row.id<RootId>(0); });
  MUST(root);
  return *root;
}

std::optional<SpaceRow> find_space(Database& db, const SpaceId& space) {
  return first_row(db.statement("SELECT id, space, owner, is_person, made_ms FROM space "
                                "WHERE space = ?1")
                       .bind(1, space),
                   read_space);
}

std::vector<SpaceRow> all_spaces(Database& db) {
  static const std::string sql =
      not_erased("SELECT id, space, owner, is_person, made_ms FROM space WHERE ", "ORDER BY id");
  return all_rows<SpaceRow>(db.statement(sql), read_space);
}

SpaceRow add_space(Database& db, const SpaceRow& row) {
  db.statement("INSERT INTO space (space, owner, is_person, made_ms) VALUES (?1, ?2, ?3, ?4)")
      .bind(1, row.space)
      .bind(2, row.owner)
      .bind(3, row.is_person)
      .bind(4, row.made_ms)
      .run();
  SpaceRow added = row;
  added.id = db.last_row();
  return added;
}

std::optional<SectionRow> section_row(Database& db, std::int64_t id) {
  static const std::string sql = std::string(kSectionColumns) + "WHERE section.id = ?1";
  return first_row(db.statement(sql).bind(1, id), read_section);
}

std::optional<SectionRow> find_section(Database& db, const SpaceId& space, std::uint64_t number) {
  static const std::string sql =
      std::string(kSectionColumns) +
      not_erased("WHERE space.space = ?1 AND section.number = ?2 AND ", "");
  return first_row(db.statement(sql).bind(1, space).bind(2, number), read_section);
}

std::vector<SectionRow> sections_of(Database& db, std::int64_t space_row) {
  static const std::string sql =
      std::string(kSectionColumns) +
      not_erased("WHERE section.space = ?1 AND ", "ORDER BY section.number");
  return all_rows<SectionRow>(db.statement(sql).bind(1, space_row), read_section);
}

std::vector<SectionRow> all_section_rows(Database& db) {
  static const std::string sql =
      std::string(kSectionColumns) + not_erased("WHERE ", "ORDER BY section.id");
  return all_rows<SectionRow>(db.statement(sql), read_section);
}

SectionRow put_section(Database& db, std::int64_t space_row, std::uint64_t number,
                       const AdmissionId& admission, bool may_write) {
  db.statement(
        "INSERT INTO section (space, number, admission, may_write) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (space, number) DO UPDATE SET admission = ?3, may_write = ?4")
      .bind(1, space_row)
      .bind(2, number)
      .bind(3, admission)
      .bind(4, may_write)
      .run();
  static const std::string sql =
      std::string(kSectionColumns) + "WHERE section.space = ?1 AND section.number = ?2";
  const auto row = first_row(db.statement(sql).bind(1, space_row).bind(2, number), read_section);
  MUST(row);
  return *row;
}

void mark_to_publish(Database& db, std::int64_t section) {
  db.statement("UPDATE section SET to_publish = 1 WHERE id = ?1").bind(1, section).run();
}

ChainRow chain_row(Database& db, std::int64_t section, const Chain& chain, bool is_mine) {
  auto& query = db.statement(
                      "SELECT id, device, admission, tip, is_mine FROM chain "
                      "WHERE section = ?1 AND device = ?2 AND admission = ?3")
                    .bind(1, section)
                    .bind(2, chain.device)
                    .bind(3, chain.admission);
  if (const auto found = first_row(query, read_chain)) return *found;
  db.statement("INSERT INTO chain (section, device, admission, is_mine) VALUES (?1, ?2, ?3, ?4)")
      .bind(1, section)
      .bind(2, chain.device)
      .bind(3, chain.admission)
      .bind(4, is_mine)
      .run();
  ChainRow added;
  added.id = db.last_row();
  added.chain = chain;
  added.is_mine = is_mine;
  return added;
}

bool is_kept_here(Database& db, std::int64_t author) {
  auto& query = db.statement("SELECT 1 FROM identity WHERE author = ?1").bind(1, author);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

void report(Vault& vault, std::string_view what, View about) {
  vault.db()
      .statement("INSERT OR IGNORE INTO report (at_ms, what, about) VALUES (?1, ?2, ?3)")
      .bind(1, vault.now_ms())
      .bind(2, what)
      .bind(3, about)
      .run();
}

}  // namespace alongside
