#include <algorithm>

#include "client/cli/commands.h"
#include "client/cli/erase_record_answer.h"
#include "client/cli/item_answer.h"
#include "client/cli/sections.h"
#include "client/cli/which_record.h"
#include "client/store/erasing.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct EraseOptions {
  std::string what;
  bool everything = false;
  bool call_off = false;
};

Result<Answer> erase_everything(CliSession& session, const EraseOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_record(*vault, options.what));
  if (options.call_off) {
    TRY_DO(call_off_erasing(*vault, person.space));
    return Answer{{{"id", person.space.hex()}, {"called_off", true}},
                  "Called off. Nothing was erased, and nothing will be.\n"};
  }
  TRY(const Key* roots_key, session.roots_key());
  TRY(const RecordToErase asked, ask_to_erase(*vault, person.space, *roots_key));
  Answer answer = asked_to_erase(*vault, asked);
  answer.words += which_record(person);
  return answer;
}

Result<Answer> erase(CliSession& session, const EraseOptions& options) {
  if (options.everything || options.call_off) return erase_everything(session, options);
  TRY(Vault * vault, session.vault());
  TRY(const EntryName name, find_to_erase(*vault, options.what));
  TRY(const ErasedEntry erased, erase_entry(*vault, name));
  Answer answer{
      {{"id", erased.entry.hex()}, {"erased", true}, {"readers", nlohmann::json::array()}},
      "Erased here. It goes from the server and from other devices when they connect.\n"};
  for (const RootId& reader : erased.readers) answer.json["readers"].push_back(reader.hex());
  answer.words += who_may_have_read(*vault, erased.readers);
  return answer;
}

struct ListOptions {
  std::string person;
};

nlohmann::json json_of(const Erasure& erasure) {
  return {{"id", erasure.entry.hex()},
          {"person", erasure.space.hex()},
          {"section", section_name(erasure.section)},
          {"at", erasure.at},
          {"at_server", erasure.is_at_server},
          {"unconfirmed", json_of(erasure.unconfirmed)}};
}

std::string words_of(Vault& vault, const Erasure& erasure) {
  std::string words = erasure.entry.hex().substr(0, 8) + "  " + section_name(erasure.section) +
                      ", erased on " + iso_time(erasure.at) + "\n";
  return words + words_of_rest(vault, erasure.is_at_server, erasure.unconfirmed);
}

Result<Answer> list(CliSession& session, const ListOptions& options) {
  TRY(Vault * vault, session.vault());
  std::vector<SpaceId> records;  // none: all
  if (!options.person.empty()) {
    TRY(const Person person, find_person(*vault, options.person));
    records = records_with(*vault, person.space);
  }
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const Erasure& erasure : erasures(*vault, std::nullopt)) {
    if (!records.empty() && std::count(records.begin(), records.end(), erasure.space) == 0) {
      continue;
    }
    answer.json["items"].push_back(json_of(erasure));
    answer.words += words_of(*vault, erasure);
  }
  add_records(*vault, records, answer);
  if (answer.words.empty()) answer.words = "Nothing was erased.\n";
  return answer;
}

}  // namespace

void add_erase_commands(CLI::App& app, Action& chosen) {
  auto for_erase = options<EraseOptions>();
  CLI::App* command =
      app.add_subcommand("erase", "take an entry, or a whole record, away for good everywhere");
  command
      ->add_option("WHAT", for_erase->what,
                   "an entry's id, or its beginning; a person with --everything or --call-off")
      ->required();
  CLI::Option* everything = command->add_flag("--everything", for_erase->everything,
                                              "a person's whole record, after 72 hours");
  command->add_flag("--call-off", for_erase->call_off, "it is not to be erased after all")
      ->excludes(everything);
  choose_when_parsed(command, chosen, for_erase, erase);
  auto for_list = options<ListOptions>();
  command = app.add_subcommand("erased", "what was erased, and which devices have not confirmed");
  command->add_option("PERSON", for_list->person, "an id, the beginning of one, or a name");
  choose_when_parsed(command, chosen, for_list, list);
}

}  // namespace alongside
