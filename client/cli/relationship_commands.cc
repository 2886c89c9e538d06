#include "client/cli/commands.h"
#include "client/cli/relationship_answer.h"
#include "client/cli/text_options.h"
#include "client/store/joined.h"
#include "client/store/ledger.h"

namespace alongside {
namespace {

struct EventOptions {
  std::string_view what;
  std::string person;
  std::optional<std::string> words;
  std::string decided_by;
  std::string on;
  TextOptions text;
};

struct EventCommand {
  const char* name;
  std::string_view what;
  const char* help;
};

constexpr EventCommand kCommands[] = {
    {"begin", kBegan, "begin to walk alongside somebody"},
    {"pause", kPaused, "pause; it can be picked up again at any time"},
    {"pick-up", kPickedUpAgain, "pick up again after a pause"},
    {"finish", kFinishedForNow, "finish for now, where the person wants to; the door stays open"},
    {"returned", kReturned, "the person came back"},
    {"lost-touch", kLostTouch, "touch was lost; it stays open"},
    {"died", kDied, "the person has died"},
};

// Nothing was said: in one's own record it is one's own decision.
std::string_view decided_by(Vault& vault, const SpaceId& space, const EventOptions& options) {
  const bool is_mine = usual_said_by(vault, space) == kSaidByPerson;
  return options.decided_by.empty() && is_mine ? kDecidedByPerson
                                               : std::string_view(options.decided_by);
}

Result<NewEvent> event_typed(CliSession& session, Vault& vault, const SpaceId& space,
                             const EventOptions& options) {
  NewEvent event;
  event.what = options.what;
  event.decided_by = decided_by(vault, space, options);
  if (!options.on.empty()) {
    const KindSpec& kind = *find_kind(kKindRelationshipEvent);
    TRY(const Value when, typed_value(kind, *kind.field(kEventWhen), options.on, {}));
    event.when = std::get<SaidTime>(when).ms;
  }
  if (options.words) {
    Text text = options.text.text_for(vault, space);
    if (options.text.said_by.empty()) text.said_by = kSaidByPerson;
    TRY(text.text, text_from(session, *options.words));
    event.words = std::move(text);
  }
  return event;
}

Result<Answer> record(CliSession& session, const EventOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  TRY(const NewEvent event, event_typed(session, *vault, person.space, options));
  TRY(const EntityId id, record_event(*vault, person.space, event));
  const auto current = current_relationship(*vault, records_with(*vault, person.space));
  return Answer{{{"id", id.hex()}, {"status", json_of_status(current)}},
                "Kept: " + words_of_status(current) + ".\n"};
}

struct RelationshipOptions {
  std::string person;
};

Result<Answer> show(CliSession& session, const RelationshipOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  const auto records = records_with(*vault, person.space);
  std::vector<SectionPlace> looked;
  for (const SpaceId& record : records) looked.push_back({record, kSectionPerson});
  note_looked(*vault, looked);
  const auto current = current_relationship(*vault, records);
  Answer answer{{{"status", json_of_status(current)}, {"items", nlohmann::json::array()}}, ""};
  if (!current.empty()) answer.words = "Now: " + words_of_status(current) + ".\n";
  for (const ShownEvent& shown : relationship_events(*vault, records)) {
    answer.json["items"].push_back(json_of(shown));
    if (records.size() > 1) answer.json["items"].back()["record"] = shown.record.hex();
    answer.words += words_of(*vault, shown);
  }
  if (answer.words.empty()) answer.words = "Nothing has been recorded.\n";
  return answer;
}

constexpr const char* kPersonHelp = "an id, the beginning of one, or a name";

}  // namespace

void add_relationship_commands(CLI::App& app, Action& chosen) {
  for (const EventCommand& one : kCommands) {
    auto for_event = options<EventOptions>();
    for_event->what = one.what;
    CLI::App* command = app.add_subcommand(one.name, one.help);
    command->add_option("PERSON", for_event->person, kPersonHelp)->required();
    command->add_option("--words", for_event->words,
                        "in the person's words, unless --said-by says whose; - reads them");
    command->add_option("--decided-by", for_event->decided_by, "person, both or other");
    command->add_option("--on", for_event->on, "the day it was, such as 2026-05-03");
    for_event->text.add_to(command);
    choose_when_parsed(command, chosen, for_event, record);
  }
  auto for_show = options<RelationshipOptions>();
  CLI::App* command = app.add_subcommand(
      "relationship", "what happened between a person and those who walk alongside them");
  command->add_option("PERSON", for_show->person, kPersonHelp)->required();
  choose_when_parsed(command, chosen, for_show, show);
}

}  // namespace alongside
