#include "client/cli/program.h"

#include <algorithm>
#include <filesystem>
#include <istream>
#include <ostream>

#include "client/cli/commands.h"
#include "client/cli/words.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxLineBytes = 1024 * 1024;
constexpr const char* kAbout =
    "Alongside without a window: notes, hopes and choices that belong to a person.";

struct Globals {
  VaultChoice choice;
  bool json = false;
  bool reads_commands = false;
};

// What the words of one line mean.
struct Understood {
  Action action;     // or
  std::string help;  // in its place
};

void add_commands(CLI::App& app, Action& chosen) {
  app.require_subcommand(1);
  app.fallthrough();
  add_recovery_commands(app, add_vault_commands(app, chosen), chosen);
  add_device_commands(app, chosen);
  add_card_commands(app, chosen);
  add_server_commands(app, chosen);
  add_person_commands(app, chosen);
  add_join_commands(app, chosen);
  add_relationship_commands(app, chosen);
  add_note_commands(app, chosen);
  add_entry_commands(app, chosen);
  add_charity_commands(app, chosen);
  add_share_commands(app, chosen);
  add_erase_commands(app, chosen);
  add_held_commands(app, chosen);
  add_ledger_commands(app, chosen);
  add_preview_commands(app, chosen);
  add_sync_commands(app, chosen);
  add_record_commands(app, chosen);
  add_file_commands(app, chosen);
  add_hand_over_commands(app, chosen);
  add_leave_command(app, chosen);
}

void add_globals(CLI::App& app, Globals& globals) {
  app.add_option("--data", globals.choice.data_folder, "the folder the vaults are in");
  app.add_option("--vault", globals.choice.name, "the vault's name");
  app.add_option("--passphrase-file", globals.choice.passphrase_file,
                 "its first line is the passphrase");
  app.add_flag("--json", globals.json, "answer in JSON");
  app.set_version_flag("--version", "alongside-cli 0.1.0");
  CLI::App* run = app.add_subcommand("run", "take commands from standard input, one a line");
  run->add_option("FROM", "-: standard input")->required()->check(CLI::IsMember({"-"}));
  run->callback([&globals] { globals.reads_commands = true; });
}

// What was not understood, in one sentence that does not repeat what was typed.
std::string sentence_of(const CLI::ParseError& wrong) {
  if (dynamic_cast<const CLI::ExtrasError*>(&wrong) != nullptr) {
    return "There is a word too many, or a command that does not exist; see --help, and put text "
           "with spaces in quotes.";
  }
  if (dynamic_cast<const CLI::ValidationError*>(&wrong) != nullptr) {
    return "A value is not one of those that can be meant; see --help.";
  }
  if (dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr ||
      dynamic_cast<const CLI::ArgumentMismatch*>(&wrong) != nullptr) {
    return std::string(wrong.what()) + "; see --help.";
  }
  return "That command cannot be understood; see --help.";
}

// The words of a command, understood; help and version come back as text.
Result<Understood> understand(CLI::App& app, const Action& chosen, std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForVersion& asked) {
    return Understood{{}, std::string(asked.what()) + "\n"};
  } catch (const CLI::CallForHelp&) {
    return Understood{{}, app.help()};
  } catch (const CLI::CallForAllHelp&) {
    return Understood{{}, app.help("", CLI::AppFormatMode::All)};
  } catch (const CLI::ParseError& wrong) {
    return error(ErrorCode::usage, sentence_of(wrong));
  }
  return Understood{chosen, {}};
}

// Runs one command; what the disk says becomes an error of the command.
Result<Answer> run_action(const Action& action, CliSession& session) {
  try {
    return action(session);
  } catch (const SqliteError& failed) {
    return error(ErrorCode::unavailable,
                 failed.is_full() ? "This device has no room left; nothing was saved."
                                  : std::string("The vault's disk says: ") + failed.what());
  } catch (const std::filesystem::filesystem_error& failed) {
    return error(ErrorCode::unavailable, "The vault's folder says: " + failed.code().message());
  }
}

int cannot_answer(const CliMeans& means) {
  means.err << "The answer could not be written out.\n" << std::flush;
  return kExitFailed;
}

int say(const Result<Answer>& answer, bool json, const CliMeans& means) {
  if (!answer) {
    means.err << answer.error().message << "\n" << std::flush;
    if (json) means.out << one_line(json_of(answer.error())) << "\n";
  } else {
    means.out << (json ? one_line(answer->json) + "\n" : answer->words);
  }
  if (!means.out.flush()) return cannot_answer(means);
  return answer ? answer->exit : exit_code_of(answer.error());
}

Result<Answer> run_line(const std::string& line, CliSession& session) {
  if (line.size() > kMaxLineBytes) return error(ErrorCode::too_large, "That line is too long.");
  TRY(const std::vector<std::string> words, split_words(line));
  Action chosen;
  CLI::App app(kAbout);
  add_commands(app, chosen);
  TRY(const Understood understood, understand(app, chosen, words));
  if (!understood.action) return Answer{{{"help", understood.help}}, understood.help};
  return run_action(understood.action, session);
}

bool is_empty(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string::npos || line[first] == '#';
}

// One command a line in, one JSON object a line out; the worst exit code of all.
int run_lines(CliSession& session, const CliMeans& means) {
  int worst = kExitDone;
  std::string line;
  while (std::getline(means.in, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (is_empty(line)) continue;
    const Result<Answer> answer = run_line(line, session);
    nlohmann::json json = answer ? answer->json : json_of(answer.error());
    const int exit = answer ? answer->exit : exit_code_of(answer.error());
    if (exit != kExitDone) json["exit"] = exit;
    worst = std::max(worst, exit);
    means.out << one_line(json) << "\n";
    if (!means.out.flush()) return cannot_answer(means);
  }
  if (means.in.bad()) {
    means.err << "Standard input could not be read to its end.\n" << std::flush;
    worst = std::max(worst, kExitFailed);
  }
  return worst;
}

}  // namespace

int run_cli(const std::vector<std::string>& words, const CliMeans& means) {
  Globals globals;
  Action chosen;
  CLI::App app(kAbout, "alongside-cli");
  add_globals(app, globals);
  add_commands(app, chosen);
  const Result<Understood> understood = understand(app, chosen, words);
  if (!understood) {
    // What was not understood as a whole has not been read into `globals`.
    const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
    return say(understood.error(), json, means);
  }
  CliSession session(globals.choice, means,
                     {.reads_commands = globals.reads_commands, .json = globals.json});
  if (globals.reads_commands) return run_lines(session, means);
  if (!understood->action)
    return say(Answer{{{"help", understood->help}}, understood->help}, globals.json, means);
  return say(run_action(understood->action, session), globals.json, means);
}

}  // namespace alongside
