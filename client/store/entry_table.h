#pragma once

#include <unordered_map>

#include "client/store/rows.h"
#include "shared/merge/fold.h"

namespace alongside {

// The folded entries of one section as a fold sees them: loaded when first touched, written back
// together with their search words by flush(), all in the caller's transaction.
class EntryTable final : public EntityStore {
 public:
  EntryTable(Database& db, std::int64_t section) : db_(db), section_(section) {}

  EntityState& entry(std::uint64_t kind, const EntityId& id) override;
  void flush();

 private:
  struct Key {
    std::uint64_t kind;
    EntityId id;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<EntityId>()(key.id) ^
             static_cast<std::size_t>(key.kind * 0x9E3779B97F4A7C15u);
    }
  };
  struct Loaded {
    EntityState state;
    std::optional<std::int64_t> row;
    std::string words;        // before this fold
    bool is_present = false;  // before this fold
  };
  void write(Loaded& loaded, bool index_at_once);
  void insert(Loaded& loaded, View state);
  void index(const Loaded& loaded, const std::string& words, bool at_once);

  Database& db_;
  std::int64_t section_;
  std::unordered_map<Key, Loaded, KeyHash> loaded_;
};

// The words of an entry that search finds it by: every version of every text.
std::string searchable_words(const EntityState& state);

// Brings the index up to date with what came in bulk. Inside the caller's transaction.
void index_waiting_words(Database& db);

// Takes all entries of a section, and their words, out of the tables: before a refold.
void clear_entries(Database& db, std::int64_t section);

}  // namespace alongside
