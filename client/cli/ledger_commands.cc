#include <algorithm>

#include "client/cli/commands.h"
#include "client/cli/people_options.h"
#include "client/cli/text_options.h"
#include "client/cli/which_record.h"
#include "client/store/joined.h"
#include "client/store/ledger.h"

namespace alongside {
namespace {

constexpr const char* kPersonHelp = "an id, the beginning of one, or a name";

struct WordOptions {
  std::string person;
  std::string section;
  std::string to;
  std::string why;
  std::string language = kUsualLanguage;
  std::string show_after;
  std::string question;
};

nlohmann::json json_of(Vault& vault, const LedgerRow& row) {
  nlohmann::json json = {{"what", name_of(row.kind)},
                         {"at", row.at},
                         {"who", row.who.hex()},
                         {"who_name", name_of_author(vault, row.who)},
                         {"section", row.section},
                         {"why", row.why},
                         {"to", row.to},
                         {"until", nullptr},
                         {"id", row.id.hex()}};
  if (row.until) json["until"] = *row.until;
  if (row.kind == LedgerKind::asked) json["waits"] = row.waits;
  return json;
}

std::string sentence_of(const LedgerRow& row, const std::string& name) {
  const std::string& part = row.section;
  const std::string why = for_terminal(row.why);
  switch (row.kind) {
    case LedgerKind::shared:
      return name + " may read " + part + (row.until ? " until " + iso_time(*row.until) : "") +
             ": " + why;
    case LedgerKind::stopped:
      return name + " may no longer read " + part;
    case LedgerKind::run_out:
      return "What " + name + " could read of " + part + " has run out";
    case LedgerKind::arrived:
      return "A device of " + name + " has " + part;
    case LedgerKind::looked:
      return name + " looked at " + part;
    case LedgerKind::passed_on:
      return name + " passed on something of " + part + " to " + for_terminal(row.to) + ": " + why;
    case LedgerKind::wiped:
      return "A device of " + name + " says that nothing of " + part + " is left there";
    case LedgerKind::asked:
      return name + " asked to see " + part + ": " + why;
    case LedgerKind::said_no:
      return "No was said to a question about " + part;
    case LedgerKind::taken:
      return name + " put the record into a file to take along";
    case LedgerKind::received:
      return name + " took the record out of a file and keeps it, too";
    case LedgerKind::took_over:
      return name + " took the record over; nobody keeps it for them any more";
  }
  return part;
}

// A row, and of which of a joined person's records it is.
struct RowOfRecord {
  SpaceId record;
  LedgerRow row;
};

// Of all records of a person that are kept here, oldest first. Errors: those of ledger(), if none
// is.
Result<std::vector<RowOfRecord>> rows_of(Vault& vault, const Person& person) {
  std::vector<RowOfRecord> all;
  std::optional<Error> none;
  bool has_any = false;
  for (const SpaceId& record : records_with(vault, person.space)) {
    const auto rows = ledger(vault, record);
    has_any = has_any || rows.has_value();
    if (!rows) {
      none = rows.error();
      continue;
    }
    for (const LedgerRow& row : *rows) all.push_back({record, row});
  }
  if (!has_any) return *none;
  std::stable_sort(all.begin(), all.end(),
                   [](const RowOfRecord& a, const RowOfRecord& b) { return a.row.at < b.row.at; });
  return all;
}

Answer list_of(Vault& vault, const Person& person, const std::vector<RowOfRecord>& rows) {
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const auto& [record, row] : rows) {
    const std::string name = name_of_author(vault, row.who);
    answer.json["items"].push_back(json_of(vault, row));
    answer.words +=
        iso_time(row.at) + "  " +
        sentence_of(row, for_terminal(name.empty() ? row.who.hex().substr(0, 8) : name)) + ".\n";
    if (!person.joined.empty()) {
      answer.json["items"].back()["record"] = record.hex();
      answer.words += "    In the record " + record.hex().substr(0, 8) + ".\n";
    }
    if (row.waits) {
      answer.words += "    To say no: asked no " + row.id.hex().substr(0, 8) + "\n";
    }
  }
  if (answer.words.empty()) answer.words = "Nothing yet.\n";
  return answer;
}

Result<Answer> show(CliSession& session, const WordOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  TRY(const std::vector<RowOfRecord> rows, rows_of(*vault, person));
  return list_of(*vault, person, rows);
}

Result<Answer> pass_on(CliSession& session, const WordOptions& options) {
  TRY(const SectionSpec* section, section_called(options.section));
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_record(*vault, options.person));
  PassedOn what;
  what.place = {person.space, section->number};
  what.to = options.to;
  what.why = options.why;
  what.language = options.language;
  if (!options.show_after.empty()) {
    TRY(what.show_after, end_of_day(options.show_after));
  }
  TRY_DO(note_passed_on(*vault, what));
  return Answer{{{"noted", true}},
                "Noted. They see it in their own record.\n" + which_record(person)};
}

Result<Answer> ask(CliSession& session, const WordOptions& options) {
  TRY(const SectionSpec* section, section_called(options.section));
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_record(*vault, options.person));
  TRY(const Hash id,
      ask_for(*vault, {person.space, section->number}, options.why, options.language));
  return Answer{{{"id", id.hex()}},
                "Asked. They may say yes, no, or nothing.\n" + which_record(person)};
}

Result<Answer> list_asked(CliSession& session, const WordOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  TRY(std::vector<RowOfRecord> rows, rows_of(*vault, person));
  std::erase_if(rows, [](const RowOfRecord& one) { return one.row.kind != LedgerKind::asked; });
  return list_of(*vault, person, rows);
}

Result<Answer> refuse(CliSession& session, const WordOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY_DO(say_no(*vault, options.question));
  return Answer{{{"said", "no"}}, "Said no.\n"};
}

}  // namespace

void add_ledger_commands(CLI::App& app, Action& chosen) {
  auto for_ledger = options<WordOptions>();
  CLI::App* command = app.add_subcommand("ledger", "who may read, who looked, what was passed on");
  command->add_option("PERSON", for_ledger->person, kPersonHelp)->required();
  choose_when_parsed(command, chosen, for_ledger, show);

  auto for_passed = options<WordOptions>();
  command = app.add_subcommand("passed-on", "note, for the person, what you had to pass on");
  command->add_option("PERSON", for_passed->person, kPersonHelp)->required();
  command->add_option("SECTION", for_passed->section, "such as notes or goals")->required();
  command->add_option("--to", for_passed->to, "to whom")->required();
  command->add_option("--why", for_passed->why, "why it had to be")->required();
  command->add_option("--language", for_passed->language, "the language of those words");
  command->add_option("--show-after", for_passed->show_after,
                      "a day, at most 90 days on, from which they see it");
  choose_when_parsed(command, chosen, for_passed, pass_on);

  auto for_ask = options<WordOptions>();
  command = app.add_subcommand("ask", "ask somebody to share a part of their record");
  command->add_option("PERSON", for_ask->person, kPersonHelp)->required();
  command->add_option("SECTION", for_ask->section, "such as notes or goals")->required();
  command->add_option("--why", for_ask->why, "why you ask")->required();
  command->add_option("--language", for_ask->language, "the language of those words");
  choose_when_parsed(command, chosen, for_ask, ask);

  CLI::App* group = app.add_subcommand("asked", "what others asked to see");
  group->require_subcommand(1);
  auto for_list = options<WordOptions>();
  command = group->add_subcommand("list", "questions; yes is a share, no answer is an answer, too");
  command->add_option("PERSON", for_list->person, kPersonHelp)->required();
  choose_when_parsed(command, chosen, for_list, list_asked);
  auto for_no = options<WordOptions>();
  command = group->add_subcommand("no", "say no to one");
  command->add_option("QUESTION", for_no->question, "an id or the beginning of one")->required();
  choose_when_parsed(command, chosen, for_no, refuse);
}

}  // namespace alongside
