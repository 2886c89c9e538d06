#include "client/store/relationship.h"

#include <algorithm>

#include "client/store/edits.h"
#include "client/store/identities.h"
#include "client/store/joined.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// The values of a field of one author, in an order that is the same on every device.
std::vector<Value> values_of(const Item& item, std::uint64_t number, const RootId& author) {
  std::vector<std::pair<std::string, Value>> found;
  const ShownField* field = item.field(number);
  if (field == nullptr) return {};
  for (const ShownVersion& version : field->versions) {
    if (version.author == author) found.emplace_back(shown_value(version.value), version.value);
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Value> values;
  for (auto& [shown, value] : found) values.push_back(std::move(value));
  return values;
}

// What `version` of an entry says has happened, with what the same author says about it: nobody
// speaks for another.
ShownEvent event_of(const Item& item, const ShownVersion& version) {
  ShownEvent shown;
  shown.event.id = item.name.id;
  shown.record = item.name.space;
  shown.event.what = shown_value(version.value);
  shown.author = version.author;
  shown.by_me = version.by_me;
  shown.when = version.at;
  for (const Value& value : values_of(item, kEventWhen, version.author)) {
    const auto* said = std::get_if<SaidTime>(&value);
    if (said == nullptr || shown.when_is_said) continue;
    shown.when = said->ms;
    shown.when_is_said = true;
  }
  for (const Value& value : values_of(item, kEventDecidedBy, version.author)) {
    if (shown.event.decided_by.empty()) shown.event.decided_by = shown_value(value);
  }
  for (const Value& value : values_of(item, kEventWords, version.author)) {
    if (const auto* words = std::get_if<Text>(&value)) shown.words.push_back(*words);
  }
  for (const Value& value : values_of(item, kEventFollows, version.author)) {
    const auto* entries = std::get_if<EntryIds>(&value);
    if (entries == nullptr) continue;
    auto& follows = shown.event.follows;
    follows.insert(follows.end(), entries->ids.begin(), entries->ids.end());
  }
  return shown;
}

bool is_newer(const ShownEvent& a, const ShownEvent& b) {
  if (a.when != b.when) return a.when > b.when;
  if (a.is_current != b.is_current) return a.is_current;
  if (a.event.id != b.event.id) return a.event.id < b.event.id;
  return a.event.what < b.event.what;
}

// What a new event follows of the events that `is_meant`: what is current first, as many as one
// value holds.
template <class IsMeant>
EntryIds followed(const std::vector<ShownEvent>& events,
                  const std::optional<std::vector<EntityId>>& shown, IsMeant is_meant) {
  EntryIds follows;
  for (const bool current : {true, false}) {
    for (const ShownEvent& one : events) {
      const EntityId& id = one.event.id;
      const bool was_shown = !shown || std::count(shown->begin(), shown->end(), id) != 0;
      const bool is_new = std::count(follows.ids.begin(), follows.ids.end(), id) == 0;
      if (one.is_current != current || !was_shown || !is_new || !is_meant(one)) continue;
      if (follows.ids.size() < kMaxEntryIds) follows.ids.push_back(id);
    }
  }
  std::sort(follows.ids.begin(), follows.ids.end());
  return follows;
}

std::vector<ShownEvent> events_of(Vault& vault, const SpaceId& record) {
  std::vector<ShownEvent> events;
  for (const Item& item : items(vault, {record, kSectionPerson, kKindRelationshipEvent})) {
    const ShownField* what = item.field(kEventWhat);
    if (what == nullptr) continue;  // begun, and nothing said
    for (const ShownVersion& version : what->versions) events.push_back(event_of(item, version));
  }
  return events;
}

std::vector<EntityId> ids_in(const Item& item, std::uint64_t number) {
  std::vector<EntityId> ids;
  const ShownField* field = item.field(number);
  if (field == nullptr) return ids;
  for (const ShownVersion& version : field->versions) {
    const auto* entries = std::get_if<EntryIds>(&version.value);
    if (entries != nullptr) ids.insert(ids.end(), entries->ids.begin(), entries->ids.end());
  }
  return ids;
}

// What I keep for myself: which events follow events of another record.
std::vector<FollowsAcross> follows_across(Vault& vault) {
  std::vector<FollowsAcross> across;
  if (is_charity(vault)) return across;
  const SectionPlace own = loose_notes(vault);
  for (const Item& item : items(vault, {own.space, own.section, kKindFollowsAcross})) {
    for (const EntityId& event : ids_in(item, kAcrossEvent)) {
      across.push_back({event, ids_in(item, kAcrossFollows)});
    }
  }
  return across;
}

// Inside the caller's transaction.
Result<bool> keep_across(Vault& vault, const EntityId& event, EntryIds follows) {
  if (follows.ids.empty()) return true;
  const std::vector<FieldEdit> edits = {{kAcrossEvent, EntryIds{{event}}, std::nullopt},
                                        {kAcrossFollows, std::move(follows), std::nullopt}};
  TRY_DO(append_entry(vault, loose_notes(vault), kKindFollowsAcross, edits));
  return true;
}

}  // namespace

std::vector<ShownEvent> relationship_events(Vault& vault, const std::vector<SpaceId>& records) {
  std::vector<ShownEvent> events;
  std::vector<EventOfRecord> bare;
  for (std::size_t record = 0; record < records.size(); ++record) {
    for (ShownEvent& one : events_of(vault, records[record])) {
      bare.push_back({record, one.event});
      events.push_back(std::move(one));
    }
  }
  const auto across = records.size() > 1 ? follows_across(vault) : std::vector<FollowsAcross>{};
  for (const std::size_t place : current_events(bare, across)) events[place].is_current = true;
  std::sort(events.begin(), events.end(), is_newer);
  return events;
}

std::vector<ShownEvent> current_relationship(Vault& vault, const std::vector<SpaceId>& records) {
  std::vector<ShownEvent> events = relationship_events(vault, records);
  std::erase_if(events, [](const ShownEvent& one) { return !one.is_current; });
  return events;
}

std::vector<ShownEvent> relationship_events(Vault& vault, const SpaceId& person) {
  return relationship_events(vault, std::vector{person});
}

std::vector<ShownEvent> current_relationship(Vault& vault, const SpaceId& person) {
  return current_relationship(vault, std::vector{person});
}

Result<EntityId> record_event(Vault& vault, const SpaceId& person, const NewEvent& event,
                              const std::optional<std::vector<EntityId>>& shown) {
  const KindSpec& kind = *find_kind(kKindRelationshipEvent);
  std::vector<FieldEdit> edits;
  TRY(Value what, typed_value(kind, *kind.field(kEventWhat), event.what, {}));
  edits.push_back({kEventWhat, std::move(what), std::nullopt});
  if (event.when) edits.push_back({kEventWhen, SaidTime{*event.when}, std::nullopt});
  if (!event.decided_by.empty()) {
    TRY(Value by, typed_value(kind, *kind.field(kEventDecidedBy), event.decided_by, {}));
    edits.push_back({kEventDecidedBy, std::move(by), std::nullopt});
  }
  if (event.words) edits.push_back({kEventWords, *event.words, std::nullopt});
  Transaction transaction(vault.db());
  const auto events = relationship_events(vault, records_with(vault, person));
  const auto is_here = [&](const ShownEvent& one) {
    return one.record == person || PLANT(an_event_names_other_records);
  };
  EntryIds here = followed(events, shown, is_here);
  EntryIds elsewhere =
      followed(events, shown, [&](const ShownEvent& one) { return one.record != person; });
  if (!here.ids.empty()) edits.push_back({kEventFollows, std::move(here), std::nullopt});
  TRY(const EntityId id,
      append_entry(vault, {person, kSectionPerson}, kKindRelationshipEvent, edits));
  TRY_DO(keep_across(vault, id, std::move(elsewhere)));
  transaction.commit();
  return id;
}

}  // namespace alongside
