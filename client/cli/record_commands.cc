#include "client/cli/commands.h"
#include "client/cli/item_answer.h"
#include "client/cli/sections.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct RecordOptions {
  std::string person;
  std::string section;
  std::vector<std::string> words;
};

Result<Answer> search_for(CliSession& session, const RecordOptions& options) {
  TRY(Vault * vault, session.vault());
  std::string words;
  for (const std::string& word : options.words) words += (words.empty() ? "" : " ") + word;
  return list_of(*vault, search(*vault, words));
}

Result<Answer> digest(CliSession& session, const RecordOptions& options) {
  std::optional<std::string> only;
  if (!options.section.empty()) {
    TRY(const SectionSpec* section, section_called(options.section));
    only = std::string(section->name);
  }
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_record(*vault, options.person));
  nlohmann::json shown = nlohmann::json::object();
  std::string words;
  for (const SectionDigest& section : digests(*vault, person.space)) {
    if (only && section.section != *only) continue;
    shown[section.section] = section.digest.hex();
    words += section.digest.hex() + "  " + section.section + "\n";
  }
  if (only && shown.empty()) {
    return error(ErrorCode::not_found, "That section cannot be read here.");
  }
  return Answer{{{"digest", std::move(shown)}}, std::move(words)};
}

nlohmann::json json_of(const HistoryRow& row) {
  return {{"author", row.author.hex()},
          {"at", row.at},
          {"received", row.received},
          {"section", row.section},
          {"kind", row.kind},
          {"entry", row.entry.hex()},
          {"did", row.did},
          {"standing", row.standing},
          {"sent", row.is_sent}};
}

std::string words_of(Vault& vault, const HistoryRow& row) {
  std::string words = iso_time(row.at) + "  " + for_terminal(name_of_author(vault, row.author)) +
                      "  " + row.section + "/" + row.kind + " " + row.entry.hex().substr(0, 8) +
                      ":";
  for (std::size_t i = 0; i < row.did.size(); ++i) words += (i == 0 ? " " : ", ") + row.did[i];
  if (row.standing != "applied") words += " (" + row.standing + ")";
  return words + "\n";
}

Result<Answer> show_history(CliSession& session, const RecordOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  TRY(const std::vector<HistoryRow> rows, history(*vault, records_with(*vault, person.space)));
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const HistoryRow& row : rows) {
    answer.json["items"].push_back(json_of(row));
    if (!person.joined.empty()) answer.json["items"].back()["record"] = row.record.hex();
    answer.words += words_of(*vault, row);
  }
  if (answer.words.empty()) answer.words = "Nothing yet.\n";
  return answer;
}

}  // namespace

void add_record_commands(CLI::App& app, Action& chosen) {
  constexpr const char* kPersonHelp = "an id, the beginning of one, or a name";
  auto for_search = options<RecordOptions>();
  CLI::App* command = app.add_subcommand("search", "entries that hold all these words");
  command->add_option("WORDS", for_search->words, "words, or beginnings of words")->required();
  choose_when_parsed(command, chosen, for_search, search_for);

  auto for_digest = options<RecordOptions>();
  command = app.add_subcommand("digest", "one number for all that a section says");
  command->add_option("PERSON", for_digest->person, kPersonHelp)->required();
  command->add_option("SECTION", for_digest->section, "only this section");
  choose_when_parsed(command, chosen, for_digest, digest);

  auto for_history = options<RecordOptions>();
  command = app.add_subcommand("history", "what happened in a person's record, oldest first");
  command->add_option("PERSON", for_history->person, kPersonHelp)->required();
  choose_when_parsed(command, chosen, for_history, show_history);
}

}  // namespace alongside
