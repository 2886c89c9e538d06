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

std::optional<First> first_of(const EntityState& state) {
  const Version* first = nullptr;
  for (const auto& [field, versions] : state.fields) {
    for (const Version& version : versions) {
      if (first == nullptr || version.at < first->at ||
          (version.at == first->at && version.origin < first->origin)) {
        first = &version;
      }
    }
  }
  if (first == nullptr) return std::nullopt;
  return First{first->author, first->origin.batch, first->at};
}

// When a list shows an entry: the time its note says, else when it was begun.
TimeMs shown_at(const EntityState& state, TimeMs begun) {
  const auto at = state.kind == kKindNote ? state.fields.find(kNoteAt) : state.fields.end();
  if (at == state.fields.end()) return begun;
  const Value value = decode_value(FieldType::time, at->second.begin()->value);
  const auto* said = std::get_if<SaidTime>(&value);
  return said != nullptr ? said->ms : begun;
}

// The most entries of one fold whose words are brought up to date on the spot.
constexpr std::size_t kIndexAtOnce = 64;

void replace_words(Database& db, std::int64_t row, const std::string& before,
                   const std::string& now) {
  if (before == now) return;
  if (!before.empty()) {
    db.statement("INSERT INTO search (search, rowid, words) VALUES ('delete', ?1, ?2)")
        .bind(1, row)
        .bind(2, before)
        .run();
  }
  if (!now.empty()) {
    db.statement("INSERT INTO search (rowid, words) VALUES (?1, ?2)")
        .bind(1, row)
        .bind(2, now)
        .run();
  }
}

// Nothing was ever folded here. An entry that is absent is kept otherwise: who removed it matters
// when an edit made apart brings it back.
bool is_untouched(const EntityState& state) {
  return !state.is_present() && state.authors.empty() && state.removers.empty() &&
         !state.owner_removed && !state.touched_by_removal;
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
  auto& row = db_.statement(
                     "SELECT id, state FROM entry WHERE section = ?1 AND entity = ?2 AND "
                     "kind = ?3")
                  .bind(1, section_)
                  .bind(2, id)
                  .bind(3, kind);
  if (row.step()) {
    loaded.row = row.integer(0);
    loaded.state = decode_stored(row.blob(1));
    row.reset();
    loaded.words = searchable_words(loaded.state);
    loaded.is_present = loaded.state.is_present();
  }
  loaded.state.kind = kind;
  loaded.state.id = id;
  return loaded.state;
}

void EntryTable::flush() {
  const bool index_at_once = loaded_.size() <= kIndexAtOnce;
  for (auto& [key, loaded] : loaded_) write(loaded, index_at_once);
  loaded_.clear();
}

void EntryTable::write(Loaded& loaded, bool index_at_once) {
  const std::string words = searchable_words(loaded.state);
  const Bytes state = encode_entity(loaded.state);
  const bool is_present = loaded.state.is_present();
  const bool says_when = loaded.state.kind == kKindNote && loaded.state.fields.count(kNoteAt) != 0;
  const auto first = first_of(loaded.state);
  if (!loaded.row) {
    insert(loaded, state);
  } else if (is_present == loaded.is_present &&
             !says_when) {  // no index has anything to do with it
    db_.statement("UPDATE entry SET state = ?2 WHERE id = ?1")
        .bind(1, *loaded.row)
        .bind(2, state)
        .run();
  } else {
    db_.statement(
           "UPDATE entry SET state = ?2, is_present = ?3, "
           "first_author = coalesce(first_author, ?5), first_batch = coalesce(first_batch, ?6), "
           "first_ms = coalesce(first_ms, ?7), shown_ms = coalesce(?4, first_ms, ?7, shown_ms) "
           "WHERE id = ?1")
        .bind(1, *loaded.row)
        .bind(2, state)
        .bind(3, is_present)
        .bind(4, says_when ? std::optional<std::int64_t>(shown_at(loaded.state, 0)) : std::nullopt)
        .bind(5, first ? std::optional(first->author) : std::nullopt)
        .bind(6, first ? std::optional(first->batch) : std::nullopt)
        .bind(7, first ? std::optional(first->at) : std::nullopt)
        .run();
  }
  if (words != loaded.words) index(loaded, words, index_at_once);
}

void EntryTable::insert(Loaded& loaded, View state) {
  if (is_untouched(loaded.state)) return;
  const auto first = first_of(loaded.state);  // nothing: removed in the breath that brought it
  db_.statement(
         "INSERT INTO entry (section, kind, entity, state, is_present, first_author, "
         "first_batch, first_ms, shown_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
      .bind(1, section_)
      .bind(2, loaded.state.kind)
      .bind(3, loaded.state.id)
      .bind(4, state)
      .bind(5, loaded.state.is_present())
      .bind(6, first ? std::optional(first->author) : std::nullopt)
      .bind(7, first ? std::optional(first->batch) : std::nullopt)
      .bind(8, first ? std::optional(first->at) : std::nullopt)
      .bind(9, shown_at(loaded.state, first ? first->at : 0))
      .run();
  loaded.row = db_.last_row();
}

void EntryTable::index(const Loaded& loaded, const std::string& words, bool at_once) {
  if (!loaded.row) return;
  auto& todo = db_.statement("SELECT 1 FROM search_todo WHERE entry = ?1").bind(1, *loaded.row);
  if (first_row(todo, [](Statement&) { return true; }))
    return;  // it will be read when its turn comes
  if (at_once) {
    replace_words(db_, *loaded.row, loaded.words, words);
    return;
  }
  db_.statement("INSERT INTO search_todo (entry, words) VALUES (?1, ?2)")
      .bind(1, *loaded.row)
      .bind(2, loaded.words)
      .run();
}

void index_waiting_words(Database& db) {
  struct Waiting {
    std::int64_t row;
    std::string before, now;
  };
  std::vector<Waiting> waiting;
  auto& rows = db.statement(
      "SELECT entry.id, search_todo.words, entry.state FROM search_todo JOIN entry "
      "ON entry.id = search_todo.entry ORDER BY entry.id");
  while (rows.step()) {
    waiting.push_back({rows.integer(0), std::string(rows.text(1)),
                       searchable_words(decode_stored(rows.blob(2)))});
  }
  for (const Waiting& entry : waiting) replace_words(db, entry.row, entry.before, entry.now);
  if (!waiting.empty()) db.statement("DELETE FROM search_todo").run();
}

void clear_entries(Database& db, std::int64_t section) {
  index_waiting_words(db);
  std::vector<std::pair<std::int64_t, std::string>> indexed;
  auto& rows = db.statement("SELECT id, state FROM entry WHERE section = ?1").bind(1, section);
  while (rows.step()) {
    std::string words = searchable_words(decode_stored(rows.blob(1)));
    if (!words.empty()) indexed.emplace_back(rows.integer(0), std::move(words));
  }
  for (const auto& [row, words] : indexed) replace_words(db, row, words, {});
  db.statement("DELETE FROM entry WHERE section = ?1").bind(1, section).run();
}

}  // namespace alongside
