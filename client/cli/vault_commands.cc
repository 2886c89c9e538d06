#include "client/cli/commands.h"
#include "client/cli/new_vault.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/status.h"

namespace alongside {
namespace {

struct CreateOptions {
  std::string my_name;
  std::string kdf = kUsualKdf;
};

Result<Answer> create(CliSession& session, const CreateOptions& options) {
  TRY(const std::string code, session.create(options.my_name, cost_called(options.kdf)));
  return made_vault(session, code);
}

struct NoOptions {};

Result<Answer> show(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  const VaultStatus now = status(*vault);
  const std::string name = name_of_author(*vault, vault->me());
  const std::size_t count = people(*vault).size();
  nlohmann::json json = {
      {"id", vault->me().hex()}, {"device", vault->device().id().hex()}, {"name", name},
      {"people", count},         {"backed_up", now.backed_up},           {"code_group", nullptr},
      {"server", nullptr}};
  const auto group = asked_code_group(*vault);
  if (group) json["code_group"] = *group;
  if (now.has_server) json["server"] = now.server_url;
  std::string words = "Identity " + vault->me().hex() + "\n";
  if (!name.empty()) words += "Called " + for_terminal(name) + "\n";
  words += "People: " + std::to_string(count) + "\n";
  words += now.has_server ? "Server: " + now.server_url + "\n" : "No server.\n";
  words += now.backed_up ? "The recovery code was checked.\n" : "Not backed up yet.\n";
  if (group) words += "To check the code, type its group " + std::to_string(*group) + ".\n";
  return Answer{std::move(json), std::move(words)};
}

struct PassphraseOptions {
  std::string new_file;
  std::string code;
};

Result<Answer> give_passphrase(CliSession& session, const PassphraseOptions& options) {
  if (session.reads_commands()) {
    return error(ErrorCode::usage, "Give a new passphrase by itself, not among other commands.");
  }
  TRY(const VaultName name, session.name());
  TRY(Bytes fresh, read_passphrase_file(options.new_file));
  Bytes old;
  std::string code;
  if (options.code.empty()) {
    TRY(old, session.passphrase());
  } else {
    TRY(code, session.read_input());
  }
  const Result<bool> done = change_passphrase(name, {old, code}, fresh, session.vault_means());
  wipe(fresh);
  wipe(old);
  wipe(code);
  if (!done) return done.error();
  return Answer{{{"changed", true}}, "The vault has its new passphrase.\n"};
}

struct CodeOptions {
  std::string from;
};

Result<Answer> check_code(CliSession& session, const CodeOptions&) {
  TRY(std::string typed, session.read_input());
  TRY(Vault * vault, session.vault());
  TRY(const VaultName name, session.name());
  const Result<bool> fits = check_recovery_code(*vault, name, typed);
  wipe(typed);
  if (!fits) return fits.error();
  if (!*fits) {
    const auto group = asked_code_group(*vault);
    return error(ErrorCode::not_found,
                 "That is not the recovery code of this vault, nor" +
                     (group ? " its group " + std::to_string(*group) : " a part to be checked") +
                     ".");
  }
  mark_backed_up(*vault);
  return Answer{{{"fits", true}}, "That is right. The vault counts as backed up.\n"};
}

Result<Answer> renew_code(CliSession& session, const NoOptions&) {
  TRY(const VaultName name, session.name());
  TRY(Vault * vault, session.vault());
  TRY(Bytes passphrase, session.passphrase());
  const auto code = renew_recovery_code(*vault, name, passphrase);
  wipe(passphrase);
  if (!code) return code.error();
  return Answer{{{"recovery_code", *code}},
                "This is the new recovery code; write it down now, it is not shown again. The old "
                "one opens nothing any more, at the server from the next sync on.\n\n  " +
                    *code + "\n\n"};
}

Result<Answer> make_anew(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  TRY(const std::int64_t entries, rebuild(*vault));
  return Answer{{{"entries", entries}},
                "Made anew from the log: " + std::to_string(entries) + " entries.\n"};
}

Result<Answer> look_through(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  const std::vector<std::string> problems = verify_vault(*vault);
  Answer answer{{{"problems", problems}}, ""};
  if (problems.empty()) answer.words = "All is well.\n";
  for (const std::string& problem : problems) answer.words += problem + "\n";
  if (!problems.empty()) answer.exit = kExitFailed;
  return answer;
}

}  // namespace

CLI::App* add_vault_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("vault", "make and look after the vault itself");
  group->require_subcommand(1);

  auto for_create = options<CreateOptions>();
  CLI::App* command = group->add_subcommand("create", "make a vault, with its recovery code");
  command->add_option("--my-name", for_create->my_name, "what you like to be called");
  add_kdf_option(command, for_create->kdf);
  choose_when_parsed(command, chosen, for_create, create);

  command = group->add_subcommand("info", "what this vault is");
  choose_when_parsed(command, chosen, options<NoOptions>(), show);

  auto for_passphrase = options<PassphraseOptions>();
  command = group->add_subcommand("passphrase", "give the vault a new passphrase");
  command
      ->add_option("--new-passphrase-file", for_passphrase->new_file,
                   "its first line is the new one")
      ->required();
  command
      ->add_option("--recovery-code", for_passphrase->code, "-: the code comes on standard input")
      ->check(CLI::IsMember({"-"}));
  choose_when_parsed(command, chosen, for_passphrase, give_passphrase);

  CLI::App* code = group->add_subcommand("recovery-code", "the code that opens the vault");
  code->require_subcommand(1);
  auto for_code = options<CodeOptions>();
  command = code->add_subcommand("check", "check the code, or whole groups of it");
  command->add_option("FROM", for_code->from, "-: the code comes on standard input")
      ->required()
      ->check(CLI::IsMember({"-"}));
  choose_when_parsed(command, chosen, for_code, check_code);
  command = code->add_subcommand("renew", "make a new code in place of the old one");
  choose_when_parsed(command, chosen, options<NoOptions>(), renew_code);

  command = group->add_subcommand("rebuild", "make the folded tables anew from the log");
  choose_when_parsed(command, chosen, options<NoOptions>(), make_anew);
  command = group->add_subcommand("verify", "check the file, every signature and every fold");
  choose_when_parsed(command, chosen, options<NoOptions>(), look_through);
  return group;
}

}  // namespace alongside
