#pragma once

#include "client/store/edits.h"

namespace alongside {

// Entries by their id alone, for tests in which every id is drawn at random: where more than one
// entry has an id, these fail with `usage`.

inline Result<EntryName> named(Vault& vault, const EntityId& entry) {
  return find_entry(vault, entry.hex());
}

inline Result<Item> find_item(Vault& vault, const EntityId& entry) {
  TRY(const EntryName name, named(vault, entry));
  return find_item(vault, name);
}

inline Result<bool> set_entry(Vault& vault, const EntityId& entry,
                              const std::vector<FieldEdit>& fields) {
  TRY(const EntryName name, named(vault, entry));
  return set_entry(vault, name, fields);
}

inline Result<bool> remove_entry(Vault& vault, const EntityId& entry,
                                 const std::optional<std::vector<VersionId>>& shown) {
  TRY(const EntryName name, named(vault, entry));
  return remove_entry(vault, name, shown);
}

inline Result<bool> choose_version(Vault& vault, const EntityId& entry, std::string_view field,
                                   const VersionId& version) {
  TRY(const EntryName name, named(vault, entry));
  return choose_version(vault, name, field, version);
}

inline Result<MovedNote> move_note(Vault& vault, const EntityId& note, const SpaceId& person) {
  TRY(const EntryName name, named(vault, note));
  return move_note(vault, name, person);
}

}  // namespace alongside
