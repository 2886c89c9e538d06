#pragma once

#include <unordered_map>

#include "client/store/items.h"
#include "client/store/rows.h"

namespace alongside {

// A folded entry with where it stands.
struct EntryRow {
  std::int64_t id = 0;
  SectionRow section;
  EntityState state;
  std::int64_t first_author = 0;
  std::int64_t first_batch = 0;
  TimeMs first_ms = 0;
  TimeMs shown_ms = 0;

  EntryName name() const { return {section.space, section.number, state.kind, state.id}; }
};

// The present entry of that name, or in that row of the table `entry`. Nothing: not here, removed,
// or in a section that may not be shown.
std::optional<EntryRow> find_entry_row(Vault& vault, const EntryName& entry);
std::optional<EntryRow> entry_row_at(Vault& vault, std::int64_t id);

// All present entries of a section, newest first.
std::vector<EntryRow> entry_rows(Vault& vault, const SectionRow& section);

// Makes entries ready to be shown; looks each chain and batch up once.
class ItemMaker {
 public:
  explicit ItemMaker(Vault& vault) : vault_(vault) {}
  Item make(const EntryRow& row);
  VersionId version_id(const Origin& origin);

 private:
  struct BatchFacts {
    std::string chain;  // eight letters
    std::uint64_t seq = 0;
    TimeMs received = 0;
  };
  const BatchFacts& facts(std::int64_t batch);
  ShownField make_field(const KindSpec* kind, std::uint64_t number, const Versions& versions);

  Vault& vault_;
  std::unordered_map<std::int64_t, BatchFacts> batches_;
  std::unordered_map<std::int64_t, RootId> roots_;
};

}  // namespace alongside
