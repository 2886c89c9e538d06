#include <map>

#include "client/cli/commands.h"
#include "client/cli/erase_record_answer.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/shares.h"
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

// What of the shares given from here somebody may still wait for: those that have not reached the
// other side, and those that have ended and of which not all devices have said so.
struct OpenShare {
  ShownShare share;
  std::string person, contact;
};

std::vector<OpenShare> given_shares(Vault& vault) {
  std::map<SpaceId, std::string> names;
  for (const Person& person : people(vault)) {
    if (!person.names.empty()) names[person.space] = person.names.front();
  }
  std::vector<OpenShare> list;
  for (ShownShare& share : shares(vault)) {
    if (!share.given) continue;
    const std::string contact = name_of_author(vault, share.contact);
    list.push_back({share, names[share.space], contact});
  }
  return list;
}

nlohmann::json json_of(const OpenShare& open) {
  return {{"id", open.share.admission.hex()}, {"person", open.share.space.hex()},
          {"person_name", open.person},       {"section", open.share.section},
          {"with", open.share.contact.hex()}, {"with_name", open.contact},
          {"sent", open.share.is_sent},       {"reached", open.share.is_reached}};
}

// Shares in order, then stops that not every device has confirmed.
void add_shares(nlohmann::json& json, const std::vector<OpenShare>& list) {
  json["shares"] = json["stops"] = nlohmann::json::array();
  for (const OpenShare& open : list) {
    if (!open.share.ended) {
      json["shares"].push_back(json_of(open));
    } else if (!open.share.unconfirmed.empty()) {
      nlohmann::json stop = json_of(open);
      stop["unconfirmed"] = nlohmann::json::array();
      for (const DeviceId& device : open.share.unconfirmed) {
        stop["unconfirmed"].push_back(device.hex());
      }
      json["stops"].push_back(std::move(stop));
    }
  }
}

std::string words_of(const std::vector<OpenShare>& list) {
  std::string words;
  for (const OpenShare& open : list) {
    const std::string what = for_terminal(open.person) + ", " + open.share.section + ", with " +
                             for_terminal(open.contact) + ": ";
    if (!open.share.ended && !open.share.is_reached) {
      words +=
          what + (open.share.is_sent ? "sent, not known to have arrived.\n" : "not sent yet.\n");
    }
    if (!open.share.ended) continue;
    for (const DeviceId& device : open.share.unconfirmed) {
      words += what + "stopped; their device " + device.hex().substr(0, 8) +
               " has not confirmed that it is gone there.\n";
    }
  }
  return words;
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
  const std::vector<OpenShare> given = given_shares(*vault);
  add_shares(json, given);
  Answer answer{std::move(json), words_of(now) + words_of(given)};
  answer.json["to_erase"] = nlohmann::json::array();
  for (const RecordToErase& record : records_to_erase(*vault)) {
    nlohmann::json item = json_of(record);
    item["person"] = record.space.hex();
    answer.json["to_erase"].push_back(std::move(item));
    answer.words += record.space.hex().substr(0, 8) + ": " + words_of(record) + ".\n";
  }
  return answer;
}

}  // namespace

void add_sync_commands(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("sync", "send what is saved here, fetch what is there");
  choose_when_parsed(command, chosen, options<NoOptions>(), sync);
  command = app.add_subcommand("status", "what is saved, sent and confirmed, and what waits");
  choose_when_parsed(command, chosen, options<NoOptions>(), show);
}

}  // namespace alongside
