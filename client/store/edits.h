#pragma once

#include <vector>

#include "client/store/items.h"
#include "shared/model/values.h"

namespace alongside {

// Changes to entries. Each is one transaction: when the function is back, it is durable, and the
// draft it was written as, if one is named (drafts.h), has ended.

// One field to be set. `shown`: the versions that were on the screen; nothing means those that are
// in the vault now.
struct FieldEdit {
  std::uint64_t field = 0;
  Value value;
  std::optional<std::vector<VersionId>> shown;
};

// Adds an entry; it may be empty of fields.
// Errors: refused (no right to write there), too_large, malformed.
Result<EntityId> add_entry(Vault& vault, const SectionPlace& section, std::uint64_t kind,
                           const std::vector<FieldEdit>& fields, std::string_view ends_draft = {});

// The same inside the caller's transaction, for acts that are more than one entry.
Result<EntityId> append_entry(Vault& vault, const SectionPlace& section, std::uint64_t kind,
                              const std::vector<FieldEdit>& fields);

// Sets fields of an entry. True: something changed; a save that changes nothing writes nothing. Of
// more versions than one operation can list, the rest stay beside what is set.
// Errors: as above; not_found; refused also for a kind that is append-only.
Result<bool> set_entry(Vault& vault, const EntryName& entry, const std::vector<FieldEdit>& fields,
                       std::string_view ends_draft = {});

// Removes an entry: an edit made apart brings it back, marked.
// Errors: not_found, refused (only its author or the owner removes it).
Result<bool> remove_entry(Vault& vault, const EntryName& entry,
                          const std::optional<std::vector<VersionId>>& shown);
// The same inside the caller's transaction.
Result<bool> append_removal(Vault& vault, const EntryName& entry,
                            const std::optional<std::vector<VersionId>>& shown);

// Chooses one of several versions of a field: a new change that replaces all that were shown;
// nothing means those that are in the vault now. Errors: not_found (no such entry, field or
// version), refused (a kind that is append-only).
Result<bool> choose_version(Vault& vault, const EntryName& entry, std::string_view field,
                            const VersionId& version,
                            const std::optional<std::vector<VersionId>>& shown = std::nullopt);

// Moves a note to a person: written anew there with its words, author and time, then erased here;
// where this is not the owner's device, or as much was erased here as can be, only removed.
struct MovedNote {
  EntityId note;                // the new one
  bool is_erased = false;       // its words are taken off everybody's devices
  std::vector<RootId> readers;  // with whom the part it lay in was ever shared, beside its owner
};
// Errors: not_found, refused, usage; too_large (too many versions, or too long ones, for one
// change).
Result<MovedNote> move_note(Vault& vault, const EntryName& note, const SpaceId& person);

}  // namespace alongside
