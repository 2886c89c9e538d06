#include "client/cli/commands.h"
#include "client/cli/pairing_screen.h"
#include "client/cli/which_record.h"
#include "client/store/people.h"
#include "client/store/status.h"
#include "client/store/take_over.h"
#include "client/store/take_record.h"
#include "client/sync/enrol.h"
#include "client/sync/let_join.h"

namespace alongside {
namespace {

struct HandOverOptions {
  std::string person, to;
};

constexpr const char* kWhatFollows =
    "this device keeps what they share with it, and nothing else. What it writes before it knows "
    "waits for them to decide.\n";

Result<Answer> by_file(Vault& vault, const Key& roots_key, const Person& person,
                       const std::string& to) {
  TRY(const TakenRecord taken,
      take_record(vault, person.space, roots_key, to, FileFor::taking_over));
  return Answer{{{"code", taken.code}, {"entries", taken.entries}, {"bytes", taken.bytes}},
                "The record is in " + to +
                    ", ready to be handed over. This is its code; write it down now, it is not "
                    "shown again:\n\n  " +
                    taken.code +
                    "\n\nGive the person the file and the code. Once they have made it a vault of "
                    "their own, " +
                    kWhatFollows + which_record(person)};
}

Result<Answer> by_pairing(CliSession& session, Vault& vault, const Key& roots_key,
                          const Person& person) {
  if (session.reads_commands()) return by_itself();
  const auto server = home(vault);
  if (!server) {
    return error(ErrorCode::not_found,
                 "This vault has not joined a server, over which two devices could meet. With --to "
                 "the record goes into a file instead.");
  }
  const std::unique_ptr<Transport> transport = session.connect()(endpoint_of(*server));
  TRY(const LetJoin let,
      let_join(vault, roots_key, *transport, pairing_screen(session), person.space));
  return Answer{{{"device", let.device.hex()}, {"has_all", let.has_all}},
                "The person's device has the record. From the next sync on " +
                    std::string(kWhatFollows) +
                    (let.has_all ? "" : "Not all of it was sent yet: sync here, then there.\n") +
                    which_record(person)};
}

Result<Answer> hand_over(CliSession& session, const HandOverOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Key* roots_key, session.roots_key());
  TRY(const Person person, find_record(*vault, options.person));
  if (!options.to.empty()) return by_file(*vault, *roots_key, person, options.to);
  return by_pairing(session, *vault, *roots_key, person);
}

struct NoOptions {};

Result<Answer> take_over_now(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  TRY(const Key* roots_key, session.roots_key());
  TRY_DO(take_over(*vault, *roots_key));
  return Answer{{{"taken_over", true}},
                "Yours alone from now on: no other device speaks for you. Whoever kept your record "
                "has what you share with them, once their devices connect. Other devices of your "
                "own join again with 'device add'.\n"};
}

}  // namespace

void add_hand_over_commands(CLI::App& app, Action& chosen) {
  auto for_hand_over = options<HandOverOptions>();
  CLI::App* command =
      app.add_subcommand("hand-over", "a record that you keep, into its person's own hands");
  command->add_option("PERSON", for_hand_over->person, "an id, the beginning of one, or a name")
      ->required();
  command->add_option("--to", for_hand_over->to,
                      "the file to make; without it the person's device joins here and now");
  choose_when_parsed(command, chosen, for_hand_over, hand_over);

  command = app.add_subcommand("take-over", "my own record: no other device speaks for me");
  choose_when_parsed(command, chosen, options<NoOptions>(), take_over_now);
}

}  // namespace alongside
