#include "client/cli/commands.h"
#include "client/cli/which_record.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct JoinOptions {
  std::string one, other;
};

std::string how_many(const std::vector<SpaceId>& records) {
  return std::to_string(records.size()) + " records";
}

Result<Answer> show_as_one(CliSession& session, const JoinOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person one, find_person(*vault, options.one));
  TRY(const Person other, find_person(*vault, options.other));
  TRY(const EntityId entry, join_records(*vault, one.space, other.space));
  const auto records = records_with(*vault, one.space);
  return Answer{{{"id", entry.hex()}, {"joined", json_of_joined(records)}},
                "Shown as one person now, kept as " + how_many(records) +
                    ". Nothing was moved, and nothing is shared any further.\n"};
}

Result<Answer> show_apart(CliSession& session, const JoinOptions& options) {
  TRY(Vault * vault, session.vault());
  const bool is_pair = !options.other.empty();
  TRY(Person one, find_person(*vault, options.one));
  if (is_pair) {
    TRY(const Person other, find_person(*vault, options.other));
    TRY_DO(unjoin_records(*vault, one.space, other.space));
  } else {
    // Of two it does not matter which one is taken out; of more it has to be said.
    if (one.joined.size() > 2) {
      TRY(one, find_record(*vault, options.one));
    }
    TRY_DO(unjoin_record(*vault, one.space));
  }
  auto left = records_with(*vault, one.space);
  if (left.size() == 1) left.clear();
  return Answer{{{"id", one.space.hex()}, {"joined", json_of_joined(left)}},
                "Shown as different people again, with everything that was written in each.\n"};
}

}  // namespace

void add_join_commands(CLI::App& app, Action& chosen) {
  constexpr const char* kPersonHelp = "an id, the beginning of one, or a name";
  auto for_join = options<JoinOptions>();
  CLI::App* command =
      app.add_subcommand("join", "show two records as one person, whom you met twice");
  command->add_option("PERSON", for_join->one, kPersonHelp)->required();
  command->add_option("OTHER", for_join->other, kPersonHelp)->required();
  choose_when_parsed(command, chosen, for_join, show_as_one);

  auto for_unjoin = options<JoinOptions>();
  command = app.add_subcommand("unjoin", "show them as different people again");
  command->add_option("PERSON", for_unjoin->one, kPersonHelp)->required();
  command->add_option("OTHER", for_unjoin->other, "only from this one");
  choose_when_parsed(command, chosen, for_unjoin, show_apart);
}

}  // namespace alongside
