#include "client/store/items.h"

#include <algorithm>

#include "client/store/entry_rows.h"
#include "client/store/identities.h"
#include "client/store/standing.h"
#include "client/store/typed_ids.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::string_view kEntryColumns =
    "SELECT id, section, state, first_author, first_batch, first_ms, shown_ms FROM entry ";

struct StoredEntry {
  EntryRow row;
  std::int64_t section = 0;
};

StoredEntry read_entry(Statement& at) {
  StoredEntry entry;
  entry.row.id = at.integer(0);
  entry.section = at.integer(1);
  auto state = decode_entity(at.blob(2));
  MUST(state);
  entry.row.state = std::move(*state);
  entry.row.first_author = at.integer(3);
  entry.row.first_batch = at.integer(4);
  entry.row.first_ms = at.integer(5);
  entry.row.shown_ms = at.integer(6);
  return entry;
}

std::optional<EntryRow> readable(Vault& vault, std::optional<StoredEntry> stored) {
  if (!stored) return std::nullopt;
  const auto section = section_row(vault.db(), stored->section);
  MUST(section);
  if (!is_readable(vault, *section)) return std::nullopt;
  stored->row.section = *section;
  return std::move(stored->row);
}

bool is_newer(const EntryRow& a, const EntryRow& b) {
  return a.shown_ms != b.shown_ms ? a.shown_ms > b.shown_ms : a.id > b.id;
}

bool wanted(const ItemQuery& query, std::uint64_t section) {
  return !query.section || *query.section == section;
}

}  // namespace

SectionPlace loose_notes(Vault& vault) { return {my_space(vault).space, kSectionLoose}; }

const ShownField* Item::field(std::uint64_t number) const {
  for (const ShownField& shown : fields) {
    if (shown.number == number) return &shown;
  }
  return nullptr;
}

std::optional<EntryRow> find_entry_row(Vault& vault, const EntryName& entry) {
  const auto section = find_section(vault.db(), entry.space, entry.section);
  if (!section) return std::nullopt;
  static const std::string sql =
      std::string(kEntryColumns) +
      "WHERE entity = ?1 AND kind = ?2 AND section = ?3 AND is_present = 1";
  auto& query = vault.db().statement(sql);
  query.bind(1, entry.id).bind(2, entry.kind).bind(3, section->id);
  return readable(vault, first_row(query, read_entry));
}

std::optional<EntryRow> entry_row_at(Vault& vault, std::int64_t id) {
  static const std::string sql = std::string(kEntryColumns) + "WHERE id = ?1 AND is_present = 1";
  return readable(vault, first_row(vault.db().statement(sql).bind(1, id), read_entry));
}

const ItemMaker::BatchFacts& ItemMaker::facts(std::int64_t batch) {
  const auto known = batches_.find(batch);
  if (known != batches_.end()) return known->second;
  auto& query = vault_.db()
                    .statement(
                        "SELECT chain.device, chain.admission, batch.seq, batch.received_ms FROM "
                        "batch JOIN chain ON chain.id = batch.chain WHERE batch.id = ?1")
                    .bind(1, batch);
  auto found = first_row(query, [](Statement& row) {
    const Hash chain = tagged_hash("alongside/chain", {row.blob(0), row.blob(1)});
    return BatchFacts{to_hex(chain.view().first(4)), static_cast<std::uint64_t>(row.integer(2)),
                      row.integer(3)};
  });
  MUST(found);
  return batches_.emplace(batch, std::move(*found)).first->second;
}

VersionId ItemMaker::version_id(const Origin& origin) {
  const BatchFacts& batch = facts(origin.batch);
  return {batch.chain + "." + std::to_string(batch.seq) + "." + std::to_string(origin.change) +
          "." + std::to_string(origin.op)};
}

ShownField ItemMaker::make_field(const KindSpec* kind, std::uint64_t number,
                                 const Versions& versions) {
  const FieldSpec* spec = kind != nullptr ? kind->field(number) : nullptr;
  ShownField field;
  field.number = number;
  field.name = spec != nullptr ? std::string(spec->name) : "field-" + std::to_string(number);
  for (const Version& version : versions) {
    ShownVersion shown;
    shown.id = version_id(version.origin);
    shown.value = spec != nullptr ? decode_value(spec->type, version.value)
                                  : Value(UnknownValue{version.value});
    auto root = roots_.find(version.author);
    if (root == roots_.end()) {
      root = roots_.emplace(version.author, root_of_author(vault_.db(), version.author)).first;
    }
    shown.author = root->second;
    shown.by_me = shown.author == vault_.me();
    shown.at = version.at;
    shown.received = facts(version.origin.batch).received;
    field.versions.push_back(std::move(shown));
  }
  return field;
}

Item ItemMaker::make(const EntryRow& row) {
  const KindSpec* kind = find_kind(row.state.kind);
  const SectionSpec* section = find_section(row.section.number);
  Item item;
  item.name = row.name();
  item.kind_name =
      kind != nullptr ? std::string(kind->name) : "kind-" + std::to_string(row.state.kind);
  item.section_name = section != nullptr ? std::string(section->name)
                                         : "section-" + std::to_string(row.section.number);
  item.author = root_of_author(vault_.db(), row.first_author);
  item.at = row.shown_ms;
  item.received = facts(row.first_batch).received;
  item.is_marked = is_marked(row.state, rules_of(row.state.kind));
  for (const auto& [number, versions] : row.state.fields) {
    if (number != kFieldBegun) item.fields.push_back(make_field(kind, number, versions));
  }
  return item;
}

std::vector<EntryRow> entry_rows(Vault& vault, const SectionRow& section) {
  std::vector<EntryRow> found;
  static const std::string sql =
      std::string(kEntryColumns) + "WHERE section = ?1 AND is_present = 1";
  auto& rows = vault.db().statement(sql).bind(1, section.id);
  while (rows.step()) {
    found.push_back(read_entry(rows).row);
    found.back().section = section;
  }
  std::sort(found.begin(), found.end(), is_newer);
  return found;
}

std::vector<Item> items(Vault& vault, const ItemQuery& query) {
  Database& db = vault.db();
  const auto space = query.space ? find_space(db, *query.space) : std::optional(my_space(vault));
  std::vector<EntryRow> found;
  if (!space) return {};
  for (const SectionRow& section : sections_of(db, space->id)) {
    if (!wanted(query, section.number) || !is_readable(vault, section)) continue;
    for (EntryRow& row : entry_rows(vault, section)) {
      if (!query.kind || row.state.kind == *query.kind) found.push_back(std::move(row));
    }
  }
  std::sort(found.begin(), found.end(), is_newer);
  ItemMaker maker(vault);
  std::vector<Item> list;
  for (const EntryRow& row : found) list.push_back(maker.make(row));
  return list;
}

std::vector<Item> items_of(Vault& vault, const std::vector<SpaceId>& records,
                           const ItemQuery& query) {
  std::vector<Item> all;
  for (const SpaceId& record : records) {
    ItemQuery one = query;
    one.space = record;
    for (Item& item : items(vault, one)) all.push_back(std::move(item));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Item& a, const Item& b) { return a.at > b.at; });
  return all;
}

Result<Item> find_item(Vault& vault, const EntryName& entry) {
  const auto row = find_entry_row(vault, entry);
  if (!row) return error(ErrorCode::not_found, "There is no such entry here.");
  return ItemMaker(vault).make(*row);
}

Result<EntryName> find_entry(Vault& vault, std::string_view typed) {
  if (typed.size() < kFewestDigits) {
    return error(ErrorCode::usage, "Type at least four letters of the entry's id.");
  }
  std::vector<std::int64_t> rows;
  auto& query = vault.db().statement("SELECT entity, id FROM entry WHERE is_present = 1");
  while (query.step()) {
    if (id_fits(query.blob(0), typed)) rows.push_back(query.integer(1));
  }
  std::vector<EntryName> fitting;
  for (const std::int64_t row : rows) {
    if (const auto entry = entry_row_at(vault, row)) fitting.push_back(entry->name());
  }
  if (fitting.size() > 1 && typed.size() == EntityId::kSize * 2) {
    return error(ErrorCode::usage, "More than one entry has this id; change it in the window.");
  }
  return only_one(std::move(fitting), "entry");
}

std::string name_of_author(Vault& vault, const RootId& root) {
  const auto card = known_card(vault, root);
  return card ? card->name : std::string();
}

}  // namespace alongside
