#include <algorithm>

#include "client/cli/commands.h"
#include "client/cli/sections.h"
#include "client/store/joined.h"
#include "client/store/tray.h"

namespace alongside {
namespace {

std::string lines_of(const std::vector<std::string>& texts) {
  std::string lines;
  for (const std::string& text : texts) lines += "    " + for_terminal(text) + "\n";
  return lines;
}

struct ListOptions {
  std::string person;
};

Result<Answer> list(CliSession& session, const ListOptions& options) {
  TRY(Vault * vault, session.vault());
  std::vector<SpaceId> records;  // none: all
  if (!options.person.empty()) {
    TRY(const Person person, find_person(*vault, options.person));
    records = records_with(*vault, person.space);
  }
  const auto is_meant = [&](const SpaceId& record) {
    return records.empty() || std::count(records.begin(), records.end(), record) != 0;
  };
  Answer answer{{{"items", nlohmann::json::array()}, {"mine", nlohmann::json::array()}}, ""};
  for (const HeldNote& note : held_notes(*vault, std::nullopt)) {
    if (!is_meant(note.space)) continue;
    const std::string name = name_of_author(*vault, note.author);
    answer.json["items"].push_back({{"id", note.batch.hex()},
                                    {"person", note.space.hex()},
                                    {"section", section_name(note.section)},
                                    {"author", note.author.hex()},
                                    {"author_name", name},
                                    {"at", note.at},
                                    {"received", note.received},
                                    {"reason", note.reason},
                                    {"texts", note.texts}});
    answer.words += note.batch.hex().substr(0, 8) + "  " +
                    for_terminal(name.empty() ? note.author.hex().substr(0, 8) : name) +
                    " wrote in " + section_name(note.section) + " on " + iso_time(note.at) + ". " +
                    note.reason + "\n" + lines_of(note.texts);
  }
  for (const LateNote& note : my_late_notes(*vault)) {
    if (!is_meant(note.space)) continue;
    answer.json["mine"].push_back({{"id", note.batch.hex()},
                                   {"person", note.space.hex()},
                                   {"section", section_name(note.section)},
                                   {"at", note.at},
                                   {"texts", note.texts}});
    answer.words += "Yours, waiting for them to decide (" + section_name(note.section) + ", " +
                    iso_time(note.at) + "):\n" + lines_of(note.texts);
  }
  if (answer.words.empty()) answer.words = "Nothing waits.\n";
  return answer;
}

struct NoteOptions {
  std::string note;
};

Result<Answer> keep(CliSession& session, const NoteOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const BatchHash note, find_held(*vault, options.note));
  TRY_DO(keep_held(*vault, note));
  return Answer{{{"id", note.hex()}, {"kept", true}}, "Kept. It is part of the record now.\n"};
}

Result<Answer> remove(CliSession& session, const NoteOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const BatchHash note, find_held(*vault, options.note));
  TRY_DO(delete_held(*vault, note));
  return Answer{{{"id", note.hex()}, {"deleted", true}}, "Deleted.\n"};
}

}  // namespace

void add_held_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("held", "what was written after sharing had stopped");
  group->require_subcommand(1);
  auto for_list = options<ListOptions>();
  CLI::App* command = group->add_subcommand("list", "what waits for a decision");
  command->add_option("PERSON", for_list->person, "an id, the beginning of one, or a name");
  choose_when_parsed(command, chosen, for_list, list);
  auto for_keep = options<NoteOptions>();
  command = group->add_subcommand("keep", "make it part of the record");
  command->add_option("NOTE", for_keep->note, "an id or the beginning of one")->required();
  choose_when_parsed(command, chosen, for_keep, keep);
  auto for_delete = options<NoteOptions>();
  command = group->add_subcommand("delete", "delete it here and on your other devices");
  command->add_option("NOTE", for_delete->note, "an id or the beginning of one")->required();
  choose_when_parsed(command, chosen, for_delete, remove);
}

}  // namespace alongside
