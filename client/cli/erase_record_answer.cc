#include "client/cli/erase_record_answer.h"

#include <algorithm>
#include <map>

#include "client/cli/item_answer.h"
#include "client/store/items.h"
#include "client/store/leave.h"
#include "client/store/shares.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

// Changes of this device in a record that no server has.
std::int64_t not_sent_of(Vault& vault, const SpaceId& space) {
  const NotSent found = not_sent(vault);
  const auto record = std::find_if(found.records.begin(), found.records.end(),
                                   [&](const auto& one) { return one.space == space; });
  return record == found.records.end() ? 0 : record->changes;
}

std::vector<RootId> readers_of(Vault& vault, const SpaceId& space) {
  std::set<RootId> readers;
  for (const ShownShare& share : shares(vault, space)) {
    if (share.given) readers.insert(share.contact);
  }
  return {readers.begin(), readers.end()};
}

}  // namespace

nlohmann::json json_of(const RecordToErase& record) {
  nlohmann::json json = {{"asked", record.asked}, {"over", nullptr}};
  if (record.over) json["over"] = *record.over;
  return json;
}

std::string words_of(const RecordToErase& record) {
  return record.over ? "to be erased for good on " + iso_time(*record.over)
                     : std::string("to be erased for good, 72 hours after the next sync");
}

Answer asked_to_erase(Vault& vault, const RecordToErase& asked) {
  Answer answer{json_of(asked), ""};
  answer.json["id"] = asked.space.hex();
  const std::int64_t unsent = not_sent_of(vault, asked.space);
  answer.json["not_sent"] = unsent;
  answer.json["readers"] = nlohmann::json::array();
  const std::vector<RootId> readers = readers_of(vault, asked.space);
  for (const RootId& reader : readers) answer.json["readers"].push_back(reader.hex());
  answer.words = "This record is " + words_of(asked) +
                 ". Until then nothing changes, and you can call it off: erase PERSON --call-off\n"
                 "Then all of it goes: from here, from the server, and from other devices when "
                 "they connect. What was written and not sent by then, here or by anybody else, "
                 "goes with it; nothing brings it back.\n";
  if (unsent > 0) answer.words += "Not sent from here by now: " + std::to_string(unsent) + ".\n";
  answer.words +=
      "Sheets with a recovery code and files of this record that were made before can still open "
      "an old backup of the server: make a new code (vault recovery-code renew), and destroy the "
      "old sheets and files.\n";
  answer.words += who_may_have_read(vault, readers);
  return answer;
}

nlohmann::json json_of(const std::vector<Unconfirmed>& unconfirmed) {
  nlohmann::json list = nlohmann::json::array();
  for (const Unconfirmed& one : unconfirmed) {
    list.push_back({{"who", one.who.hex()}, {"device", one.device.hex()}});
  }
  return list;
}

std::string words_of_rest(Vault& vault, bool is_at_server,
                          const std::vector<Unconfirmed>& unconfirmed) {
  std::string words;
  if (is_at_server) {
    words += "  Sealed bytes of it may still lie at the server; sync once more.\n";
  }
  std::map<RootId, int> devices;
  for (const Unconfirmed& one : unconfirmed) ++devices[one.who];
  for (const auto& [who, count] : devices) {
    const std::string name = name_of_author(vault, who);
    words += "  " + std::to_string(count) + (count == 1 ? " device of " : " devices of ") +
             for_terminal(name.empty() ? who.hex().substr(0, 8) : name) +
             (count == 1 ? " has not confirmed yet.\n" : " have not confirmed yet.\n");
  }
  if (devices.empty()) words += "  Every device that could have it has confirmed.\n";
  return words;
}

void add_records(Vault& vault, const std::vector<SpaceId>& only, Answer& into) {
  const auto is_meant = [&](const SpaceId& space) {
    return only.empty() || std::count(only.begin(), only.end(), space) > 0;
  };
  into.json["records"] = nlohmann::json::array();
  for (const RecordToErase& record : records_to_erase(vault)) {
    if (!is_meant(record.space)) continue;
    nlohmann::json json = json_of(record);
    json["person"] = record.space.hex();
    json["erased"] = false;
    into.json["records"].push_back(std::move(json));
    into.words +=
        record.space.hex().substr(0, 8) + "  the whole record, " + words_of(record) + "\n";
  }
  for (const ErasedRecord& record : erased_records(vault)) {
    if (!is_meant(record.space)) continue;
    into.json["records"].push_back({{"person", record.space.hex()},
                                    {"erased", true},
                                    {"at", record.at},
                                    {"at_server", record.is_at_server},
                                    {"unconfirmed", json_of(record.unconfirmed)}});
    into.words += record.space.hex().substr(0, 8) + "  the whole record, erased on " +
                  iso_time(record.at) + "\n" +
                  words_of_rest(vault, record.is_at_server, record.unconfirmed);
  }
}

}  // namespace alongside
