#include "client/cli/commands.h"
#include "client/sync/enrol.h"

namespace alongside {
namespace {

struct JoinOptions {
  std::string invite;
};

Result<Answer> join_server(CliSession& session, const JoinOptions& options) {
  TRY(const Invite invite, decode_invite(options.invite));
  TRY(Vault * vault, session.vault());
  TRY(const Key* roots_key, session.roots_key());
  const std::unique_ptr<Transport> transport = session.connect()(endpoint_of(invite));
  TRY(const Home home, enrol(vault->device(), invite, *transport));
  TRY_DO(set_home(*vault, home, *roots_key));
  return Answer{{{"server", home.url}}, "Joined " + home.url + ".\n"};
}

}  // namespace

void add_server_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("server", "the server this vault sends to");
  group->require_subcommand(1);
  auto for_join = options<JoinOptions>();
  CLI::App* command = group->add_subcommand("join", "join a server with an invite");
  command->add_option("INVITE", for_join->invite, "the text the keeper gave you")->required();
  choose_when_parsed(command, chosen, for_join, join_server);
}

}  // namespace alongside
