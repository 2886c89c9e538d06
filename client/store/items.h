#pragma once

#include <vector>

#include "client/store/vault.h"
#include "shared/merge/entity.h"
#include "shared/model/values.h"

namespace alongside {

// A section of a space, named.
struct SectionPlace {
  SpaceId space;
  std::uint64_t section = 0;
};
// The coach's own notes with no person yet.
SectionPlace loose_notes(Vault& vault);

// Names an entry, on every device. Its id alone does not: who may write in two sections can use one
// id in both, and for entries of different kinds.
struct EntryName {
  SpaceId space;
  std::uint64_t section = 0;
  std::uint64_t kind = 0;
  EntityId id;
  friend bool operator==(const EntryName&, const EntryName&) = default;
};

// Names a version, stable on every device: eight letters for its chain, then seq.change.op.
struct VersionId {
  std::string text;
  friend bool operator==(const VersionId&, const VersionId&) = default;
};

// One version of a field, ready to be shown.
struct ShownVersion {
  VersionId id;
  Value value;
  RootId author;
  bool by_me = false;
  TimeMs at = 0;        // the author's claim
  TimeMs received = 0;  // when it came to this device, by its clock
};

struct ShownField {
  std::uint64_t number = 0;
  std::string name;
  std::vector<ShownVersion> versions;  // more than one: edits made apart
};

// One entry, ready to be shown.
struct Item {
  EntryName name;
  std::string kind_name;
  std::string section_name;
  RootId author;  // of the first version
  TimeMs at = 0;
  TimeMs received = 0;
  bool is_marked = false;  // removed by one while another edited it
  std::vector<ShownField> fields;

  const ShownField* field(std::uint64_t number) const;
};

// Entries of one section (or of all of a space, or of one kind), newest first.
struct ItemQuery {
  std::optional<SpaceId> space;  // nothing: the coach's own
  std::optional<std::uint64_t> section;
  std::optional<std::uint64_t> kind;
};
std::vector<Item> items(Vault& vault, const ItemQuery& query);
// The same of several records together; query.space has no say.
std::vector<Item> items_of(Vault& vault, const std::vector<SpaceId>& records,
                           const ItemQuery& query);

// Errors: not_found.
Result<Item> find_item(Vault& vault, const EntryName& entry);

// The entry meant by an id or the beginning of one (at least four digits).
// Errors: not_found, usage (too short, or more than one entry fits).
Result<EntryName> find_entry(Vault& vault, std::string_view typed);

// Brings the search index up to date with what came in bulk: at the end of a sync; search() does it
// too.
void index_received(Vault& vault);

// Entries with all these words (or beginnings of words), best first, at most 200.
std::vector<Item> search(Vault& vault, std::string_view words);

// What is known of an author: my own, a contact's or a person's name; else empty.
std::string name_of_author(Vault& vault, const RootId& root);

// The digest of each section of a space that can be read here (docs/spec/state.md).
struct SectionDigest {
  std::string section;
  Hash digest;
};
std::vector<SectionDigest> digests(Vault& vault, const SpaceId& space);

// What happened in a space, oldest first: one row for each change.
struct HistoryRow {
  RootId author;
  TimeMs at = 0;
  TimeMs received = 0;
  std::string section;
  std::string kind;
  EntityId entry;
  SpaceId record;
  std::vector<std::string> did;  // "set wording", "removed"
  std::string standing;          // "applied", "held", "pending"
  bool is_sent = false;
};
Result<std::vector<HistoryRow>> history(Vault& vault, const SpaceId& space);
// The same of several records together. Errors: not_found.
Result<std::vector<HistoryRow>> history(Vault& vault, const std::vector<SpaceId>& records);

}  // namespace alongside
