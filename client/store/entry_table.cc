#include "client/store/entry_table.h"

#include "shared/base/check.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

// The oldest claim among an entry's versions: who began it, and when.
struct First {
  std::int64_t author = 0;
  std::int64_t batch = 0;
  TimeMs at = 0;
};

First first_of(const EntityState& state) {
  const Version* first = nullptr;
  for (const auto& [field, versions] : state.fields) {
    for (const Version& version : versions) {
      if (first == nullptr || version.at < first->at ||
          (version.at == first->at && version.origin < first->origin)) {
        first = &version;
      }
    }
  }
  if (first == nullptr) return {};
  return {first->author, first->origin.batch, first->at};
}

// When a list shows an entry: the time its note says, else when it was begun.
TimeMs shown_at(const EntityState& state, TimeMs begun) {
  const auto at = state.kind == kKindNote ? state.fields.find(kNoteAt) : state.fields.end();
  if (at == state.fields.end()) return begun;
  const Value value = decode_value(FieldType::time, at->second.front().value);
  const auto* said = std::get_if<SaidTime>(&value);
  return said != nullptr ? said->ms : begun;
}

EntityState decode_stored(View bytes) {
  auto state = decode_entity(bytes);
  MUST(state);
  return std::move(*state);
}

}  // namespace

std::string searchable_words(const EntityState& state) {
  std::string words;
  const KindSpec* kind = find_kind(state.kind);
  if (kind == nullptr) return words;
  for (const auto& [number, versions] : state.fields) {
    const FieldSpec* field = kind->field(number);
    if (field == nullptr || field->type != FieldType::text) continue;
    for (const Version& version : versions) {
      const Value value = decode_value(FieldType::text, version.value);
      if (const auto* text = std::get_if<Text>(&value)) (words += text->text) += '\n';
    }
  }
  return words;
}

EntityState& EntryTable::entry(std::uint64_t kind, const EntityId& id) {
  const auto [found, is_new] = loaded_.try_emplace(Key{kind, id});
  Loaded& loaded = found->second;
  if (!is_new) return loaded.state;
  auto& row = db_.statement("SELECT id, state FROM entry WHERE section = ?1 AND entity = ?2 AND "
                            "kind = ?3")
                  .bind(1, section_)
                  .bind(2, id)
                  .bind(3, kind);
  if (row.step()) {
    loaded.row = row.integer(0);
    loaded.state = decode_stored(row.blob(1));
    row.reset();
    loaded.words = searchable_words(loaded.state);
  }
  loaded.state.kind = kind;
  loaded.state.id = id;
  return loaded.state;
}

void EntryTable::flush() {
  for (auto& [key, loaded] : loaded_) write(loaded);
  loaded_.clear();
}

void EntryTable::write(Loaded& loaded) {
  const std::string words = searchable_words(loaded.state);
  const Bytes state = encode_entity(loaded.state);
  if (!loaded.row) {
    insert(loaded, state);
  } else {
    db_.statement("UPDATE entry SET state = ?2, is_present = ?3, "
                  "shown_ms = coalesce(?4, first_ms) WHERE id = ?1")
        .bind(1, *loaded.row)
        .bind(2, state)
        .bind(3, loaded.state.is_present())
        .bind(4, loaded.state.kind == kKindNote && loaded.state.fields.count(kNoteAt) != 0
                     ? std::optional<std::int64_t>(shown_at(loaded.state, 0))
                     : std::nullopt)
        .run();
  }
  if (words != loaded.words) index(loaded, words);
}

void EntryTable::insert(Loaded& loaded, View state) {
  const First first = first_of(loaded.state);
  if (first.batch == 0) return;  // removed in the breath that made it: nothing to show
  db_.statement("INSERT INTO entry (section, kind, entity, state, is_present, first_author, "
                "first_batch, first_ms, shown_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
      .bind(1, section_)
      .bind(2, loaded.state.kind)
      .bind(3, loaded.state.id)
      .bind(4, state)
      .bind(5, loaded.state.is_present())
      .bind(6, first.author)
      .bind(7, first.batch)
      .bind(8, first.at)
      .bind(9, shown_at(loaded.state, first.at))
      .run();
  loaded.row = db_.last_row();
}

void EntryTable::index(const Loaded& loaded, const std::string& words) {
  if (!loaded.row) return;
  if (!loaded.words.empty()) {
    db_.statement("INSERT INTO search (search, rowid, words) VALUES ('delete', ?1, ?2)")
        .bind(1, *loaded.row)
        .bind(2, loaded.words)
        .run();
  }
  if (!words.empty()) {
    db_.statement("INSERT INTO search (rowid, words) VALUES (?1, ?2)")
        .bind(1, *loaded.row)
        .bind(2, words)
        .run();
  }
}

void clear_entries(Database& db, std::int64_t section) {
  std::vector<std::pair<std::int64_t, std::string>> indexed;
  auto& rows = db.statement("SELECT id, state FROM entry WHERE section = ?1").bind(1, section);
  while (rows.step()) {
    std::string words = searchable_words(decode_stored(rows.blob(1)));
    if (!words.empty()) indexed.emplace_back(rows.integer(0), std::move(words));
  }
  for (const auto& [row, words] : indexed) {
    db.statement("INSERT INTO search (search, rowid, words) VALUES ('delete', ?1, ?2)")
        .bind(1, row)
        .bind(2, words)
        .run();
  }
  db.statement("DELETE FROM entry WHERE section = ?1").bind(1, section).run();
}

}  // namespace alongside
