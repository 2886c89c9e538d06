#pragma once

#include "client/store/people.h"

namespace alongside {

// Records of one person whom somebody met twice, shown as one (docs/spec/model.md). A view over
// them: nothing of either moves, is copied, or is shared any further. What is kept is an entry of
// the vault's own space, which no one else reads.

// The groups of records here that are shown as one person, each with its first record first: one
// that is kept here before one that was shared, one that still is before one that is no longer,
// then the older, then by id.
std::vector<std::vector<SpaceId>> joined_groups(Vault& vault);

// The records that are shown together with this one, the first one first; it alone where nothing is
// joined with it.
std::vector<SpaceId> records_with(Vault& vault, const SpaceId& record);

// The same of somebody listed just now.
inline std::vector<SpaceId> records_of(const Person& person) {
  return person.joined.empty() ? std::vector{person.space} : person.joined;
}

// My people, each once: of a joined person the first record, with the names and sections of all.
std::vector<Person> joined_people(Vault& vault);

// Shows two records as one person from now on. Gives the entry that says so.
// Errors: not_found; refused (the same record twice, one's own, joined already).
Result<EntityId> join_records(Vault& vault, const SpaceId& one, const SpaceId& other);

// Takes one record out of its group; the others stay together. Errors: refused (it is joined with
// none).
Result<bool> unjoin_record(Vault& vault, const SpaceId& record);

// Takes back that these two are one. Errors: refused (they are not joined, or others hold them
// together).
Result<bool> unjoin_records(Vault& vault, const SpaceId& one, const SpaceId& other);

}  // namespace alongside
