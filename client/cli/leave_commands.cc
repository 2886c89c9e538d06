#include <map>

#include "client/cli/commands.h"
#include "client/store/exchange_file.h"
#include "client/store/leave.h"
#include "client/store/people.h"
#include "client/store/status.h"

namespace alongside {
namespace {

struct LeaveOptions {
  std::string name;  // typed again; empty: only say what would be lost
  bool loses_unsent = false;
  std::string save_to;  // a file for what was not sent
};

std::string counted(std::int64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// How each record is called here; empty: no name was given.
std::map<SpaceId, std::string> names_of_records(Vault& vault) {
  std::map<SpaceId, std::string> names;
  for (const Person& person : people(vault)) {
    names[person.space] = person.names.empty() ? "" : person.names.front();
  }
  return names;
}

std::string name_in_words(const NotSent::InRecord& record, const std::string& name) {
  if (record.is_of_nobody) return "Notes with no name";
  return name.empty() ? "Somebody without a name" : for_terminal(name);
}

Answer what_is_lost(Vault& vault) {
  const NotSent found = not_sent(vault);
  const VaultStatus now = status(vault);
  const auto names = names_of_records(vault);
  Answer answer{{{"left", false},
                 {"not_sent", nlohmann::json::array()},
                 {"messages", found.messages},
                 {"drafts", found.drafts},
                 {"server", now.has_server},
                 {"backed_up", now.backed_up}},
                found.is_nothing() ? "Everything was sent.\n" : "Only on this device:\n"};
  for (const NotSent::InRecord& record : found.records) {
    const auto name = names.find(record.space);
    const std::string called = name == names.end() ? "" : name->second;
    answer.json["not_sent"].push_back(
        {{"person", record.space.hex()}, {"name", called}, {"changes", record.changes}});
    answer.words += "  " + name_in_words(record, called) + ": " +
                    counted(record.changes, "change", "changes") + " not sent\n";
  }
  if (found.messages > 0) {
    answer.words += "  " +
                    counted(found.messages, "share, stop or message", "shares, stops or messages") +
                    " not sent\n";
  }
  if (found.drafts > 0) {
    answer.words += "  " + counted(found.drafts, "text", "texts") + " still being written\n";
  }
  if (!now.has_server) answer.words += "There is no server: nobody else has any of this.\n";
  if (!now.backed_up) answer.words += "The recovery code was not checked yet.\n";
  return answer;
}

Result<Answer> leave(CliSession& session, const LeaveOptions& options) {
  TRY(Vault * vault, session.vault());
  if (options.name.empty()) {
    Answer answer = what_is_lost(*vault);
    answer.words +=
        "Nothing has changed. To take the vault off this device: leave-device --yes NAME\n";
    return answer;
  }
  TRY(const VaultName name, session.name());
  if (options.name != name.name) {
    return error(ErrorCode::usage, "That is not the name of this vault; nothing has changed.");
  }
  const NotSent found = not_sent(*vault);
  const bool is_saved = !options.save_to.empty() && found.drafts == 0;
  if (!found.is_nothing() && !is_saved && !options.loses_unsent) {
    return error(ErrorCode::refused,
                 "Something here was not sent; leave-device by itself says what. Sync first, or "
                 "save it with --save FILE, or say --lose-unsent.");
  }
  if (!options.save_to.empty()) TRY_DO(write_exchange(*vault, options.save_to, std::nullopt));
  TRY_DO(session.leave());
  return Answer{{{"left", true}},
                "The vault is gone from this device. Another device of yours can end this one.\n"};
}

}  // namespace

void add_leave_command(CLI::App& app, Action& chosen) {
  auto for_leave = options<LeaveOptions>();
  CLI::App* command = app.add_subcommand(
      "leave-device", "take the vault off this device; by itself, say what would be lost");
  command->add_option("--yes", for_leave->name, "do it: the vault's name, typed again");
  command->add_option(
      "--save", for_leave->save_to,
      "first put what was not sent into this file; exchange --in reads it elsewhere");
  command->add_flag("--lose-unsent", for_leave->loses_unsent, "also if something was not sent");
  choose_when_parsed(command, chosen, for_leave, leave);
}

}  // namespace alongside
