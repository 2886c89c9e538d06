#pragma once

#include "client/store/items.h"
#include "client/store/rows.h"

namespace alongside {

// Erasing one entry for good (docs/spec/erasing.md).

// Who may have read what was erased: everybody with whom the part was ever shared.
struct ErasedEntry {
  EntityId entry;
  std::vector<RootId> readers;
};

// Takes an entry's words off this device at once, and off everybody's when their devices connect;
// its id never comes back. Also one that was removed before.
// Errors: not_found, refused (not the owner's device; two devices changed who can see this),
// too_large (as many were erased as one part can say).
Result<ErasedEntry> erase_entry(Vault& vault, const EntryName& entry);
// The same inside the caller's transaction; finish_leaving() follows it.
Result<ErasedEntry> erase_in(Vault& vault, const SectionRow& section, const EntityId& entry);

// With whom a section was ever shared, as known here.
std::vector<RootId> ever_readers(Vault& vault, std::int64_t section);

// The same of the section of an entry.
std::vector<RootId> ever_readers_of(Vault& vault, const EntryName& entry);
// Whether erasing it is for this device to do: it keeps the record.
bool may_erase(Vault& vault, const EntryName& entry);

// The name of an entry kept here, present or removed, by its id or the beginning of one.
// Errors: not_found, usage.
Result<EntryName> find_to_erase(Vault& vault, std::string_view typed);

// A device that may still have what was erased.
struct Unconfirmed {
  RootId who;
  DeviceId device;
};
struct Erasure {
  SpaceId space;
  std::uint64_t section = 0;
  EntityId entry;
  TimeMs at = 0;              // when it was erased, by the device that did
  bool is_at_server = false;  // sealed bytes of it may still lie there
  std::vector<Unconfirmed> unconfirmed;
};
// What was erased of records kept here, oldest first; of one space, or of all.
std::vector<Erasure> erasures(Vault& vault, const std::optional<SpaceId>& space);

// Says to the owners what is erased here and was not said yet. Inside the caller's transaction,
// after the database's own log was emptied.
void say_erased(Vault& vault);

}  // namespace alongside
