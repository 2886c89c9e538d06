#pragma once

#include "client/store/items.h"
#include "shared/model/relationship.h"

namespace alongside {

// What happened between a person and those who walk alongside them: recorded, never changed
// (docs/spec/model.md).

// One event, ready to be shown.
struct ShownEvent {
  RelationshipEvent event;
  SpaceId record;
  std::vector<Text> words;  // in whose words, and which language; may be none
  RootId author;
  bool by_me = false;
  TimeMs when = 0;  // as it was said, else when it was written by its author's clock
  bool when_is_said = false;
  bool is_current = false;  // it says how it is now
};

// All events of a record that can be read here, the newest first. Several are current where they
// were recorded apart; none is where there are no events.
std::vector<ShownEvent> relationship_events(Vault& vault, const SpaceId& person);
// Only those that say how it is now.
std::vector<ShownEvent> current_relationship(Vault& vault, const SpaceId& person);
// The same of several records of one person (joined.h) together.
std::vector<ShownEvent> relationship_events(Vault& vault, const std::vector<SpaceId>& records);
std::vector<ShownEvent> current_relationship(Vault& vault, const std::vector<SpaceId>& records);

struct NewEvent {
  std::string_view what;        // a word of words_of_events()
  std::string_view decided_by;  // a word of words_of_deciders(), or nothing
  std::optional<TimeMs> when;   // nothing: now
  std::optional<Text> words;
};

// Records an event that follows all that `shown` names; nothing means those that are in the vault
// now, of every record that is shown as this person. It names those of its own record alone: of
// others no reader of it learns. Errors: those of add_entry(); usage (a word that is none of the
// list).
Result<EntityId> record_event(Vault& vault, const SpaceId& person, const NewEvent& event,
                              const std::optional<std::vector<EntityId>>& shown = std::nullopt);

}  // namespace alongside
