#include "client/cli/commands.h"
#include "client/sync/enrol.h"
#include "client/sync/sync_once.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

struct NoOptions {};

std::string plural(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string words_of(const SyncReport& report) {
  std::string words = report.reason.empty() ? "Everything was sent.\n" : report.reason + "\n";
  words += "Sent " + plural(report.sent, "change", "changes") + ", received " +
           plural(report.received, "change", "changes") +
           "; saved here and not sent: " + std::to_string(report.pending) + ".\n";
  return words;
}

Result<Answer> sync(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  const std::optional<Home> server = home(*vault);
  const std::unique_ptr<Transport> transport =
      server ? session.connect()(endpoint_of(*server)) : nullptr;
  const SyncReport report =
      server ? sync_once(*vault, *server, *transport) : sync_without_server(*vault);
  Answer answer{{{"state", name_of(report.state)},
                 {"sent", report.sent},
                 {"received", report.received},
                 {"pending", report.pending},
                 {"requests", report.requests},
                 {"bytes_up", report.bytes_up},
                 {"bytes_down", report.bytes_down}},
                words_of(report)};
  if (!report.reason.empty()) answer.json["reason"] = report.reason;
  if (report.healed) answer.json["healed"] = true;
  if (report.state != SyncState::sent) answer.exit = kExitNotSent;
  return answer;
}

std::string words_of(const VaultStatus& now) {
  std::string words = "Saved here: " + std::to_string(now.saved) +
                      ". Sent: " + std::to_string(now.sent) +
                      ". Confirmed by another's device: " + std::to_string(now.confirmed) + ".\n";
  if (!now.has_server) words += "No server was joined yet.\n";
  if (now.has_server && now.reached_ms == 0) words += "The server was not reached yet.\n";
  if (now.reached_ms != 0) words += "Last reached: " + iso_time(now.reached_ms) + "\n";
  for (const VaultStatus::Waiting& waiting : now.waiting) {
    words += "Waiting, " + std::to_string(waiting.count) + ": " + waiting.reason + "\n";
  }
  return words;
}

Result<Answer> show(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  const VaultStatus now = status(*vault);
  nlohmann::json json = {{"saved", now.saved},
                         {"sent", now.sent},
                         {"confirmed", now.confirmed},
                         {"grants_waiting", now.messages_waiting_to_go},
                         {"server", nullptr},
                         {"reached", nullptr},
                         {"backed_up", now.backed_up},
                         {"waiting", nlohmann::json::array()},
                         {"confirmed_by", now.confirmed_by}};
  if (now.has_server) json["server"] = now.server_url;
  if (now.reached_ms != 0) json["reached"] = now.reached_ms;
  for (const VaultStatus::Waiting& waiting : now.waiting) {
    json["waiting"].push_back(
        {{"what", waiting.what}, {"reason", waiting.reason}, {"count", waiting.count}});
  }
  return Answer{std::move(json), words_of(now)};
}

}  // namespace

void add_sync_commands(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("sync", "send what is saved here, fetch what is there");
  choose_when_parsed(command, chosen, options<NoOptions>(), sync);
  command = app.add_subcommand("status", "what is saved, sent and confirmed, and what waits");
  choose_when_parsed(command, chosen, options<NoOptions>(), show);
}

}  // namespace alongside
