#include "client/store/joined.h"

#include <algorithm>
#include <limits>
#include <map>

#include "client/store/edits.h"
#include "client/store/epochs.h"
#include "client/store/erased_records.h"
#include "client/store/identities.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/joined.h"

namespace alongside {
namespace {

// One entry that joins records. Several versions of what it says, as another app might write them,
// are several joins.
struct JoinEntry {
  EntryName name;
  std::vector<Join> joins;

  bool names(const SpaceId& record) const {
    return std::any_of(joins.begin(), joins.end(), [&](const Join& join) {
      return std::count(join.begin(), join.end(), record) != 0;
    });
  }
};

SectionPlace place_of_joins(Vault& vault) { return {my_space(vault).space, kSectionLoose}; }

std::vector<Join> joins_of(const EntityState& state) {
  std::vector<Join> joins;
  const auto versions = state.fields.find(kJoinedRecords);
  if (versions == state.fields.end()) return joins;
  for (const Version& version : versions->second) {
    const Value value = decode_value(FieldType::records, version.value);
    const auto* records = std::get_if<RecordIds>(&value);
    if (records != nullptr && records->ids.size() > 1) joins.push_back(records->ids);
  }
  return joins;
}

std::vector<JoinEntry> join_entries(Vault& vault) {
  std::vector<JoinEntry> entries;
  if (is_charity(vault)) return entries;  // it keeps nobody's record
  const SectionPlace place = place_of_joins(vault);
  const auto section = find_section(vault.db(), place.space, place.section);
  if (!section) return entries;
  auto& rows = vault.db()
                   .statement(
                       "SELECT entity, state FROM entry WHERE section = ?1 AND kind = ?2 AND "
                       "is_present = 1 ORDER BY id")
                   .bind(1, section->id)
                   .bind(2, kKindJoined);
  while (rows.step()) {
    const auto state = decode_entity(rows.blob(1));
    MUST(state);
    entries.push_back(
        {{place.space, place.section, kKindJoined, rows.id<EntityId>(0)}, joins_of(*state)});
  }
  return entries;
}

// What is said of records that are here and of others: what names one that is not here waits; one
// that was erased whole is joined with none.
// One's own record is never one of several.
std::vector<Join> joins_here(Vault& vault, const std::vector<JoinEntry>& entries) {
  std::vector<Join> here;
  const std::int64_t me = author_number(vault.db(), vault.me());
  for (const JoinEntry& entry : entries) {
    for (Join join : entry.joins) {
      std::erase_if(join, [&](const SpaceId& record) {
        const auto row = find_space(vault.db(), record);
        return !row || !row->is_person || row->owner == me || is_erased(vault.db(), record);
      });
      if (join.size() > 1) here.push_back(std::move(join));
    }
  }
  return here;
}

// What decides which record of a group is the first, the same on all of one's devices.
struct Rank {
  bool is_elsewhere = false;  // kept by somebody else
  bool has_ended = false;     // nothing of it is shared with me any more
  TimeMs begun = std::numeric_limits<TimeMs>::max();
  SpaceId record;
  friend auto operator<=>(const Rank&, const Rank&) = default;
};

Rank rank_of(Vault& vault, const SpaceId& record) {
  const auto space = find_space(vault.db(), record);
  MUST(space);
  Rank rank;
  rank.record = record;
  rank.is_elsewhere = !is_kept_here(vault.db(), space->owner);
  rank.has_ended = true;
  for (const SectionRow& section : sections_of(vault.db(), space->id)) {
    rank.has_ended = rank.has_ended && section.reading != Reading::in;
    for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
      rank.begun = std::min(rank.begun, epoch.record.at);
    }
  }
  return rank;
}

void sort_by_rank(Vault& vault, std::vector<SpaceId>& group) {
  std::vector<Rank> ranks;
  for (const SpaceId& record : group) ranks.push_back(rank_of(vault, record));
  std::sort(ranks.begin(), ranks.end());
  std::transform(ranks.begin(), ranks.end(), group.begin(),
                 [](const Rank& rank) { return rank.record; });
}

Result<bool> check_may_be_joined(Vault& vault, const SpaceId& record) {
  const auto row = find_space(vault.db(), record);
  if (!row || !row->is_person || is_erased(vault.db(), record)) {
    return error(ErrorCode::not_found, "There is no such person here.");
  }
  if (root_of_author(vault.db(), row->owner) != vault.me()) return true;
  return error(ErrorCode::refused,
               "Your own record is yours alone; it is not joined with another.");
}

bool are_together(Vault& vault, const SpaceId& one, const SpaceId& other) {
  const auto group = records_with(vault, one);
  return std::count(group.begin(), group.end(), other) != 0;
}

// Inside the caller's transaction.
Result<EntityId> append_join(Vault& vault, Join records) {
  std::sort(records.begin(), records.end());
  SectionPlace place = place_of_joins(vault);
  if (PLANT(a_join_lies_in_the_record)) place = {records.front(), kSectionPerson};
  return append_entry(vault, place, kKindJoined,
                      {{kJoinedRecords, RecordIds{std::move(records)}, std::nullopt}});
}

}  // namespace

std::vector<std::vector<SpaceId>> joined_groups(Vault& vault) {
  auto groups = groups_of(joins_here(vault, join_entries(vault)));
  for (auto& group : groups) sort_by_rank(vault, group);
  return groups;
}

std::vector<SpaceId> records_with(Vault& vault, const SpaceId& record) {
  if (PLANT(joined_shows_one_record)) return {record};
  for (auto& group : joined_groups(vault)) {
    if (std::count(group.begin(), group.end(), record) != 0) return std::move(group);
  }
  return {record};
}

std::vector<Person> joined_people(Vault& vault) {
  std::vector<Person> list;
  std::map<SpaceId, std::size_t> places;  // of joined people, by their first record
  const auto add_missing = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
    for (const std::string& one : from) {
      if (std::count(to.begin(), to.end(), one) == 0) to.push_back(one);
    }
  };
  for (Person& person : people(vault)) {
    if (person.joined.empty()) {
      list.push_back(std::move(person));
      continue;
    }
    const auto [place, is_new] = places.try_emplace(person.joined.front(), list.size());
    if (is_new) {
      list.push_back(std::move(person));
      continue;
    }
    Person& known = list[place->second];
    if (person.space == place->first) std::swap(known, person);
    add_missing(known.names, person.names);
    add_missing(known.sections, person.sections);
  }
  return list;
}

Result<EntityId> join_records(Vault& vault, const SpaceId& one, const SpaceId& other) {
  Transaction transaction(vault.db());
  TRY_DO(check_may_be_joined(vault, one));
  TRY_DO(check_may_be_joined(vault, other));
  if (one == other) {
    return error(ErrorCode::refused, "That is one record; name two of them to be joined.");
  }
  if (are_together(vault, one, other)) {
    return error(ErrorCode::refused, "These two are joined already.");
  }
  TRY(const EntityId entry, append_join(vault, {one, other}));
  transaction.commit();
  return entry;
}

Result<bool> unjoin_record(Vault& vault, const SpaceId& record) {
  Transaction transaction(vault.db());
  std::vector<SpaceId> rest = records_with(vault, record);
  std::erase(rest, record);
  if (rest.empty()) {
    return error(ErrorCode::refused, "This record is not joined with another.");
  }
  // One that waits for a record which is not here goes on waiting.
  const auto holds_it = [&](const JoinEntry& entry) {
    return entry.names(record) && std::any_of(rest.begin(), rest.end(), [&](const SpaceId& other) {
             return entry.names(other);
           });
  };
  std::vector<JoinEntry> entries = join_entries(vault);
  for (const JoinEntry& entry : entries) {
    if (holds_it(entry)) TRY_DO(append_removal(vault, entry.name, std::nullopt));
  }
  std::erase_if(entries, holds_it);
  if (!PLANT(unjoining_parts_the_rest)) {
    for (const Join& bridge : bridges(rest, joins_here(vault, entries))) {
      TRY_DO(append_join(vault, bridge));
    }
  }
  transaction.commit();
  return true;
}

Result<bool> unjoin_records(Vault& vault, const SpaceId& one, const SpaceId& other) {
  Transaction transaction(vault.db());
  if (one == other || !are_together(vault, one, other)) {
    return error(ErrorCode::refused, "These two are not joined.");
  }
  for (const JoinEntry& entry : join_entries(vault)) {
    if (entry.names(one) && entry.names(other)) {
      TRY_DO(append_removal(vault, entry.name, std::nullopt));
    }
  }
  if (are_together(vault, one, other)) {
    return error(ErrorCode::refused,
                 "A third record holds these two together; take one of them out with unjoin and "
                 "its id alone.");
  }
  transaction.commit();
  return true;
}

}  // namespace alongside
