#include "client/cli/commands.h"
#include "client/cli/new_vault.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/recovery.h"
#include "client/store/status.h"
#include "client/sync/recover.h"

namespace alongside {
namespace {

struct RecoverOptions {
  std::string url, key, pin, code_file;
  std::string kdf = kUsualKdf;
  bool insecure_lan = false;
};

Result<Hash> typed_hash(const std::string& typed, const std::string& option) {
  const auto bytes = from_hex(typed);
  const auto hash = bytes ? Hash::from(*bytes) : Result<Hash>(bytes.error());
  if (hash) return *hash;
  return error(ErrorCode::usage, "After " + option + " come 64 digits, as on the recovery sheet.");
}

Result<RecoveryServer> server_of(const RecoverOptions& options) {
  RecoveryServer server{options.url, {}, options.insecure_lan, {}};
  if (!options.key.empty()) {
    TRY(const Hash key, typed_hash(options.key, "--server-key"));
    server.key = SigningPublic{key.bytes};
  }
  if (!options.pin.empty()) {
    TRY(server.certificate_pin, typed_hash(options.pin, "--certificate-pin"));
  }
  return server;
}

Result<Answer> recover_here(CliSession& session, const RecoverOptions& options) {
  TRY(const RecoveryServer server, server_of(options));
  TRY(Bytes typed, read_passphrase_file(options.code_file));
  const auto code = read_recovery_code(text_of(typed));
  wipe(typed);
  if (!code) return code.error();
  TRY(Vault * vault, session.recover(*code, server, cost_called(options.kdf)));
  const std::size_t count = people(*vault).size();
  const std::string name = name_of_author(*vault, vault->me());
  return Answer{{{"id", vault->me().hex()}, {"name", name}, {"people", count}},
                "Recovered" + (name.empty() ? "" : " " + for_terminal(name)) + "; people: " +
                    std::to_string(count) + ". The same recovery code goes on working.\n"};
}

struct NoOptions {};

Result<Answer> show_sheet(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  const auto server = home(*vault);
  if (!server) {
    return error(ErrorCode::not_found,
                 "This vault has not joined a server, so its code opens it on this device only.");
  }
  if (!recovery_box(*vault)) {
    return error(
        ErrorCode::not_found,
        "The code of this vault was made by an earlier version and opens it on this device "
        "only. Make a new one with: vault recovery-code renew");
  }
  nlohmann::json json = {{"server", server->url},
                         {"server_key", to_hex(server->server_key)},
                         {"insecure_lan", server->insecure_lan},
                         {"certificate_pin", nullptr}};
  std::string words = "To write beside the recovery code:\n\n  Server      " + server->url +
                      "\n  Server key  " + to_hex(server->server_key) + "\n";
  if (server->certificate_pin) {
    json["certificate_pin"] = to_hex(*server->certificate_pin);
    words += "  Certificate " + to_hex(*server->certificate_pin) + "\n";
  }
  if (server->insecure_lan) words += "  The server is in a private network (--insecure-lan).\n";
  return Answer{std::move(json), words + "\nWhoever has all of this is you, to everybody.\n"};
}

}  // namespace

void add_recovery_commands(CLI::App& app, CLI::App* vault_group, Action& chosen) {
  auto how = options<RecoverOptions>();
  CLI::App* command = app.add_subcommand("recover", "get a vault back with its recovery code");
  command->add_option("--server", how->url, "the address of its server")->required();
  command->add_option("--server-key", how->key, "as it stands on the recovery sheet");
  command->add_option("--certificate-pin", how->pin, "of a server with a self-made certificate");
  command->add_flag("--insecure-lan", how->insecure_lan, "a server in a private network");
  command->add_option("--code-file", how->code_file, "its first line is the recovery code")
      ->required();
  add_kdf_option(command, how->kdf);
  choose_when_parsed(command, chosen, how, recover_here);

  command = vault_group->add_subcommand("recovery-sheet", "what to write beside the recovery code");
  choose_when_parsed(command, chosen, options<NoOptions>(), show_sheet);
}

}  // namespace alongside
