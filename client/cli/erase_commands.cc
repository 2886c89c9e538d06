#include <algorithm>

#include "client/cli/commands.h"
#include "client/cli/item_answer.h"
#include "client/cli/sections.h"
#include "client/store/erasing.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct EraseOptions {
  std::string entry;
};

Result<Answer> erase(CliSession& session, const EraseOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const EntryName name, find_to_erase(*vault, options.entry));
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
  nlohmann::json unconfirmed = nlohmann::json::array();
  for (const Unconfirmed& one : erasure.unconfirmed) {
    unconfirmed.push_back({{"who", one.who.hex()}, {"device", one.device.hex()}});
  }
  return {{"id", erasure.entry.hex()},
          {"person", erasure.space.hex()},
          {"section", section_name(erasure.section)},
          {"at", erasure.at},
          {"at_server", erasure.is_at_server},
          {"unconfirmed", std::move(unconfirmed)}};
}

std::string words_of(Vault& vault, const Erasure& erasure) {
  std::string words = erasure.entry.hex().substr(0, 8) + "  " + section_name(erasure.section) +
                      ", erased on " + iso_time(erasure.at) + "\n";
  if (erasure.is_at_server) {
    words += "  Sealed bytes of it may still lie at the server; sync once more.\n";
  }
  std::map<RootId, int> devices;
  for (const Unconfirmed& one : erasure.unconfirmed) ++devices[one.who];
  for (const auto& [who, count] : devices) {
    const std::string name = name_of_author(vault, who);
    words += "  " + std::to_string(count) + (count == 1 ? " device of " : " devices of ") +
             for_terminal(name.empty() ? who.hex().substr(0, 8) : name) +
             (count == 1 ? " has not confirmed yet.\n" : " have not confirmed yet.\n");
  }
  if (devices.empty()) words += "  Every device that could have it has confirmed.\n";
  return words;
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
  if (answer.words.empty()) answer.words = "Nothing was erased.\n";
  return answer;
}

}  // namespace

void add_erase_commands(CLI::App& app, Action& chosen) {
  auto for_erase = options<EraseOptions>();
  CLI::App* command =
      app.add_subcommand("erase", "take an entry's words away for good, from all devices");
  command->add_option("ENTRY", for_erase->entry, "an id, or the beginning of one")->required();
  choose_when_parsed(command, chosen, for_erase, erase);
  auto for_list = options<ListOptions>();
  command = app.add_subcommand("erased", "what was erased, and which devices have not confirmed");
  command->add_option("PERSON", for_list->person, "an id, the beginning of one, or a name");
  choose_when_parsed(command, chosen, for_list, list);
}

}  // namespace alongside
