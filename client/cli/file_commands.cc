#include <filesystem>

#include "client/cli/commands.h"
#include "client/cli/new_vault.h"
#include "client/cli/which_record.h"
#include "client/store/exchange_file.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/receive_record.h"
#include "client/store/take_record.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

constexpr const char* kPersonHelp = "an id, the beginning of one, or a name";

struct TakeOptions {
  std::string person, to;
};

std::string words_of(const TakenRecord& taken, const std::string& to) {
  std::string words = "The record is in " + to + ": " + std::to_string(taken.entries) +
                      (taken.entries == 1 ? " entry" : " entries");
  if (taken.newest) words += ", the newest of " + iso_time(*taken.newest);
  return words + ".\nThis is its code; write it down now, it is not shown again:\n\n  " +
         taken.code +
         "\n\nWithout the code the file is useless; with it, whoever has it has the record and can "
         "speak for the person. Keep the two apart.\n";
}

Result<Answer> take(CliSession& session, const TakeOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Key* roots_key, session.roots_key());
  TRY(const Person person, find_record(*vault, options.person));
  TRY(const TakenRecord taken, take_record(*vault, person.space, *roots_key, options.to));
  nlohmann::json json = {{"code", taken.code},
                         {"entries", taken.entries},
                         {"newest", nullptr},
                         {"bytes", taken.bytes}};
  if (taken.newest) json["newest"] = *taken.newest;
  return Answer{std::move(json), words_of(taken, options.to) + which_record(person)};
}

struct ReceiveOptions {
  std::string file, code_file;
  std::string kdf = kUsualKdf;
  bool as_new_vault = false;
};

nlohmann::json json_of(Vault& vault, const ReceivedRecord& received) {
  return {{"id", received.space.hex()},
          {"taken_by", received.taken_by.hex()},
          {"taken_by_name", name_of_author(vault, received.taken_by)},
          {"taken_at", received.taken_ms},
          {"changes", received.changes},
          {"was_here", received.was_here},
          {"taken_over", received.is_taken_over}};
}

std::string words_of(const ReceivedRecord& received) {
  if (received.was_here) {
    return "This record was here already; changes that were new: " +
           std::to_string(received.changes) + ".\n";
  }
  if (received.is_taken_over) {
    return "Received; it is as it was on " + iso_time(received.taken_ms) +
           ", and yours alone. Whoever kept it has what you share with them, once their devices "
           "connect. Changes: " +
           std::to_string(received.changes) + ".\n";
  }
  return "Received; it is as it was on " + iso_time(received.taken_ms) +
         ", and this device keeps it, too. Changes: " + std::to_string(received.changes) + ".\n";
}

Result<Answer> receive_as_new_vault(CliSession& session, const RecordFile& from,
                                    const ReceiveOptions& options) {
  TRY(const auto received, session.receive(from, cost_called(options.kdf)));
  TRY(Vault * vault, session.vault());
  nlohmann::json json = json_of(*vault, received.record);
  json["recovery_code"] = received.recovery_code;
  return Answer{std::move(json), words_of(received.record) +
                                     "This vault is yours alone. This is its recovery code; write "
                                     "it down now, it is not shown again:\n\n  " +
                                     received.recovery_code + "\n\n"};
}

Result<Answer> receive(CliSession& session, const ReceiveOptions& options) {
  TRY(Bytes typed, read_passphrase_file(options.code_file));
  const auto code = read_recovery_code(text_of(typed));
  wipe(typed);
  if (!code) return code.error();
  const RecordFile from{options.file, *code};
  if (options.as_new_vault) return receive_as_new_vault(session, from, options);
  TRY(Vault * vault, session.vault());
  TRY(const ReceivedRecord received, receive_record(*vault, from));
  return Answer{json_of(*vault, received), words_of(received)};
}

struct ExchangeOptions {
  std::string out, in, person;
};

Result<Answer> write_out(Vault& vault, const ExchangeOptions& options) {
  std::optional<SpaceId> only;
  if (!options.person.empty()) {
    TRY(const Person person, find_record(vault, options.person));
    only = person.space;
  }
  TRY(const ExchangeOut told, write_exchange(vault, options.out, only));
  return Answer{{{"streams", told.streams}, {"blobs", told.blobs}, {"bytes", told.bytes}},
                "Written. Who may read these records anyway can take it in; nothing counts as sent "
                "by it.\n"};
}

Result<Answer> exchange(CliSession& session, const ExchangeOptions& options) {
  TRY(Vault * vault, session.vault());
  if (!options.out.empty()) return write_out(*vault, options);
  TRY(const ExchangeIn told, read_exchange(*vault, options.in));
  return Answer{{{"received", told.received}, {"blobs", told.blobs}},
                "Taken in. Changes that were new: " + std::to_string(told.received) + ".\n"};
}

}  // namespace

void add_file_commands(CLI::App& app, Action& chosen) {
  auto for_take = options<TakeOptions>();
  CLI::App* command = app.add_subcommand("take", "a person's whole record as one sealed file");
  command->add_option("PERSON", for_take->person, kPersonHelp)->required();
  command->add_option("--to", for_take->to, "the file to make")->required();
  choose_when_parsed(command, chosen, for_take, take);

  auto for_receive = options<ReceiveOptions>();
  command = app.add_subcommand("receive", "a record out of a file that was taken along");
  command->add_option("FILE", for_receive->file, "the file")->required();
  command->add_option("--code-file", for_receive->code_file, "its first line is the file's code")
      ->required();
  command->add_flag("--as-new-vault", for_receive->as_new_vault,
                    "make the person's own vault of it");
  add_kdf_option(command, for_receive->kdf);
  choose_when_parsed(command, chosen, for_receive, receive);

  auto for_exchange = options<ExchangeOptions>();
  command = app.add_subcommand("exchange", "a sync by file, without a server");
  auto* way = command->add_option_group("WAY");
  auto* out = way->add_option("--out", for_exchange->out, "the file to make");
  way->add_option("--in", for_exchange->in, "the file to take in");
  way->require_option(1);
  command->add_option("--person", for_exchange->person, "only this record")->needs(out);
  choose_when_parsed(command, chosen, for_exchange, exchange);
}

}  // namespace alongside
