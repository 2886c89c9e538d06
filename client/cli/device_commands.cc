#include <fstream>

#include "client/cli/commands.h"
#include "client/cli/new_vault.h"
#include "client/cli/pairing_screen.h"
#include "client/store/device_list.h"
#include "client/store/remove_device.h"
#include "client/sync/enrol.h"
#include "client/sync/let_join.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxTextBytes = 4096;

struct NoOptions {};

Result<Answer> add(CliSession& session, const NoOptions&) {
  if (session.reads_commands()) return by_itself();
  TRY(Vault * vault, session.vault());
  TRY(const Key* roots_key, session.roots_key());
  const auto server = home(*vault);
  if (!server) {
    return error(ErrorCode::not_found,
                 "This vault has not joined a server, over which two devices could meet.");
  }
  const std::unique_ptr<Transport> transport = session.connect()(endpoint_of(*server));
  TRY(const LetJoin let, let_join(*vault, *roots_key, *transport, pairing_screen(session)));
  return Answer{{{"device", let.device.hex()}, {"has_all", let.has_all}},
                "The device " + let.device.hex().substr(0, 8) + " was added." +
                    (let.has_all ? "" : " What it can read comes to it with the next sync here.") +
                    "\n"};
}

struct JoinOptions {
  std::string text, file;
  std::string kdf = kUsualKdf;
};

// Not standard input: there the question is answered.
Result<std::string> text_for(const JoinOptions& options, CliSession& session) {
  if (!options.text.empty() && options.text != "-") return options.text;
  if (options.text == "-") return session.read_line();
  std::ifstream file(options.file, std::ios::binary);
  std::string text(kMaxTextBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  if (text.empty()) return error(ErrorCode::usage, "The file with the text cannot be read.");
  return text;
}

Result<Answer> join_here(CliSession& session, const JoinOptions& options) {
  if (session.reads_commands()) return by_itself();
  if (options.text.empty() == options.file.empty()) {
    return error(ErrorCode::usage, "Give the text of the other device, or --text-file.");
  }
  TRY(const std::string text, text_for(options, session));
  TRY(const auto joined, session.join(text, cost_called(options.kdf), pairing_screen(session)));
  TRY(Answer answer, made_vault(session, joined.recovery_code));
  answer.json["has_all"] = joined.has_all;
  answer.words += joined.has_all ? "Everything that was sent is here.\n"
                                 : "Not everything is here yet; it comes with the next syncs.\n";
  if (joined.is_handed_over) {
    answer.json["taken_over"] = joined.is_taken_over;
    answer.words += joined.is_taken_over
                        ? "This record is yours alone from now on.\n"
                        : "The record is not yours alone yet: sync, then type 'take-over'.\n";
  }
  return answer;
}

std::string words_of(const OwnDevice& device) {
  std::string words = device.device.hex().substr(0, 8);
  if (device.is_this) words += ", this one";
  if (device.is_removed) words += ", removed";
  words += device.first_ms == 0 ? "; nothing it wrote is known here"
                                : "; since " + iso_time(device.first_ms) + ", last known of " +
                                      iso_time(device.newest_ms);
  if (device.is_removed && device.sections == 0) return words + "; reads nothing new\n";
  return words + "; can read " + std::to_string(device.sections) + " parts, of " +
         std::to_string(device.people) + " people's records\n";
}

Result<Answer> list(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const OwnDevice& device : own_devices(*vault)) {
    nlohmann::json item = {
        {"id", device.device.hex()}, {"this", device.is_this}, {"removed", device.is_removed},
        {"first", nullptr},          {"newest", nullptr},      {"sections", device.sections},
        {"people", device.people}};
    if (device.first_ms != 0) item["first"] = device.first_ms;
    if (device.newest_ms != 0) item["newest"] = device.newest_ms;
    answer.json["items"].push_back(std::move(item));
    answer.words += words_of(device);
  }
  return answer;
}

struct RemoveOptions {
  std::string device;
};

Result<Answer> remove(CliSession& session, const RemoveOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const DeviceId device, find_own_device(*vault, options.device));
  TRY(const Key* roots_key, session.roots_key());
  TRY_DO(remove_device(*vault, device, *roots_key));
  return Answer{{{"id", device.hex()}, {"removed", true}},
                "The device " + device.hex().substr(0, 8) +
                    " was removed. From the next sync on it gets nothing new, and what it still "
                    "writes waits for you to decide. What it had read it keeps; ask the server's "
                    "keeper to shut it out, too.\n"};
}

}  // namespace

void add_device_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("device", "your own devices");
  group->require_subcommand(1);
  CLI::App* command = group->add_subcommand("add", "let a new device join this vault");
  choose_when_parsed(command, chosen, options<NoOptions>(), add);

  auto for_join = options<JoinOptions>();
  command = group->add_subcommand("join", "make this the new device of a vault on another one");
  command->add_option("TEXT", for_join->text, "what the other device shows; -: standard input");
  command->add_option("--text-file", for_join->file, "where that text stands");
  add_kdf_option(command, for_join->kdf);
  choose_when_parsed(command, chosen, for_join, join_here);

  command = group->add_subcommand("list", "which devices you have and had");
  choose_when_parsed(command, chosen, options<NoOptions>(), list);

  auto for_remove = options<RemoveOptions>();
  command = group->add_subcommand("remove", "shut a device out for good");
  command->add_option("DEVICE", for_remove->device, "an id or the beginning of one")->required();
  choose_when_parsed(command, chosen, for_remove, remove);
}

}  // namespace alongside
