#include <algorithm>

#include "client/cli/commands.h"
#include "client/cli/erase_record_answer.h"
#include "client/cli/relationship_answer.h"
#include "client/cli/text_options.h"
#include "client/cli/which_record.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct PersonOptions {
  std::string name;
  std::string language = kUsualLanguage;
  bool is_me = false;
};

Result<Answer> add(CliSession& session, const PersonOptions& options) {
  TRY(Vault * vault, session.vault());
  SpaceId space;
  if (options.is_me) {
    TRY(space, add_my_record(*vault, options.name, options.language));
  } else {
    TRY(space, add_person(*vault, options.name, options.language));
  }
  return made(space.hex());
}

nlohmann::json json_of(const Person& person, const std::vector<ShownEvent>& current) {
  return {{"id", person.space.hex()},
          {"name", person.names.empty() ? "" : person.names.front()},
          {"names", person.names},
          {"owner", person.owner.hex()},
          {"me", person.is_me},
          {"held", person.is_held},
          {"made", person.made_ms},
          {"sections", person.sections},
          {"joined", json_of_joined(person.joined)},
          {"status", json_of_status(current)}};
}

std::string words_of(const Person& person, const std::vector<ShownEvent>& current) {
  std::string words = person.space.hex() + "  ";
  for (std::size_t i = 0; i < person.names.size(); ++i) {
    words += (i == 0 ? "" : " / ") + for_terminal(person.names[i]);
  }
  if (person.names.empty()) words += "Someone I met, " + iso_time(person.made_ms);
  if (!current.empty()) words += "  (" + words_of_status(current) + ")";
  if (person.is_me) words += "  (me)";
  if (person.is_held) words += "  (kept here until they take it)";
  words += "\n";
  if (person.joined.empty()) return words;
  words += "  kept as " + std::to_string(person.joined.size()) + " records:";
  for (const SpaceId& record : person.joined) words += " " + record.hex();
  return words + "\n";
}

struct PeopleOptions {};

Result<Answer> list(CliSession& session, const PeopleOptions&) {
  TRY(Vault * vault, session.vault());
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  const std::vector<RecordToErase> to_erase = records_to_erase(*vault);
  for (const Person& person : joined_people(*vault)) {
    const auto records = records_of(person);
    const auto current = current_relationship(*vault, records);
    answer.json["items"].push_back(json_of(person, current));
    answer.words += words_of(person, current);
    for (const RecordToErase& record : to_erase) {
      if (std::count(records.begin(), records.end(), record.space) == 0) continue;
      answer.json["items"].back()["to_erase"] = json_of(record);
      answer.words += "    " + words_of(record) + "\n";
    }
  }
  if (answer.words.empty()) answer.words = "Nobody yet.\n";
  return answer;
}

}  // namespace

void add_person_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("person", "people you walk alongside");
  group->require_subcommand(1);
  auto for_add = options<PersonOptions>();
  CLI::App* command = group->add_subcommand("add", "begin a person's record; nothing is required");
  command->add_option("--name", for_add->name, "what they like to be called");
  command->add_option("--language", for_add->language, "the language of the name");
  command->add_flag("--me", for_add->is_me, "my own record");
  choose_when_parsed(command, chosen, for_add, add);

  command = app.add_subcommand("people", "my people");
  choose_when_parsed(command, chosen, options<PeopleOptions>(), list);
}

}  // namespace alongside
