#include <map>

#include "client/cli/commands.h"
#include "client/cli/people_options.h"
#include "client/cli/sections.h"
#include "client/cli/text_options.h"
#include "client/cli/which_record.h"
#include "client/store/items.h"
#include "client/store/joined.h"
#include "client/store/roles.h"
#include "client/store/shares.h"
#include "client/store/typed_ids.h"

namespace alongside {
namespace {

struct ShareOptions {
  PartOptions part;
  std::string why;
  std::string language = kUsualLanguage;
  std::string how = "typed";
  std::string until;
  std::string role;
  bool from_now = false;
  bool may_write = false;
};

Result<Answer> share(CliSession& session, const ShareOptions& options) {
  TRY(const Part part, options.part.find(session));
  ShareRequest request;
  request.space = part.person.space;
  request.section = part.section->number;
  request.contact = part.contact.root;
  request.why = options.why;
  request.language = options.language;
  request.how = options.how;
  request.write = options.may_write;
  request.from_now = options.from_now;
  if (!options.until.empty()) {
    TRY(request.until, end_of_day(options.until));
  }
  if (!options.role.empty()) {
    TRY(const Role role, find_role(*part.vault, part.contact.root, options.role));
    request.role = role.role;
    request.charity = role.charity;
  }
  TRY(const AdmissionId admission, share_section(*part.vault, request));
  return Answer{{{"id", admission.hex()}},
                "Shared. It reaches them with the next sync.\n" + which_record(part.person)};
}

struct StopOptions {
  PartOptions part;
};

// Whom the record is shared with. They may never have been met by this device: the share can be of
// another of the owner's devices, or have come with a file.
Result<Contact> find_reader(Vault& vault, const Person& person, std::string_view typed) {
  std::map<RootId, Contact> fitting;
  for (const ShownShare& share : shares(vault, person.space)) {
    const std::string name = name_of_author(vault, share.contact);
    if (!share.given || (name != typed && !id_fits(share.contact.view(), typed))) continue;
    fitting[share.contact] = {share.contact, name};
  }
  if (fitting.empty()) return find_contact(vault, typed);
  std::vector<Contact> readers;
  for (const auto& [root, reader] : fitting) readers.push_back(reader);
  return only_one(std::move(readers), "contact");
}

Result<Answer> stop(CliSession& session, const StopOptions& options) {
  TRY(const SectionSpec* section, section_called(options.part.section));
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_record(*vault, options.part.person));
  TRY(const Contact reader, find_reader(*vault, person, options.part.contact));
  TRY_DO(stop_sharing(*vault, {person.space, section->number, reader.root}));
  return Answer{{{"stopped", true}},
                "Stopped. It takes effect for their devices when one of yours next connects.\n" +
                    which_record(person)};
}

std::string_view name_of(ShareState state) {
  switch (state) {
    case ShareState::running:
      return "running";
    case ShareState::stopped:
      return "stopped";
    case ShareState::run_out:
      return "run_out";
  }
  return "running";
}

nlohmann::json json_of(Vault& vault, const ShownShare& share) {
  nlohmann::json json = {{"id", share.admission.hex()},
                         {"section", share.section},
                         {"with", share.contact.hex()},
                         {"with_name", name_of_author(vault, share.contact)},
                         {"given", share.given},
                         {"write", share.write},
                         {"from_now", share.from_now},
                         {"why", share.why},
                         {"language", share.language},
                         {"how", share.how},
                         {"from", share.from},
                         {"until", nullptr},
                         {"state", name_of(share.state)},
                         {"ended", nullptr},
                         {"sent", share.is_sent},
                         {"reached", share.is_reached},
                         {"unconfirmed", share.unconfirmed.size()}};
  if (share.until) json["until"] = *share.until;
  if (share.ended) json["ended"] = *share.ended;
  if (!share.role.empty()) json["role"] = share.role;
  return json;
}

std::string words_of(Vault& vault, const ShownShare& share) {
  const std::string name = name_of_author(vault, share.contact);
  std::string words = share.admission.hex().substr(0, 8) + "  " + share.section + ", ";
  words += share.given ? "shared with " : "shared by them with ";
  words += for_terminal(name.empty() ? share.contact.hex().substr(0, 8) : name);
  if (!share.role.empty()) words += ", " + for_terminal(share.role);
  words += share.write ? " (they may write)" : "";
  words += ": " + for_terminal(share.why) + "\n";
  if (share.until) words += "          until " + iso_time(*share.until) + "\n";
  if (share.state == ShareState::run_out) words += "          It has run out.\n";
  if (share.state == ShareState::stopped) words += "          Stopped.\n";
  if (share.given && share.state == ShareState::running) {
    words += share.is_reached ? "          They have it.\n"
             : share.is_sent  ? "          Sent; their device has not said that it has it.\n"
                              : "          Not sent yet.\n";
  }
  if (share.given && !share.unconfirmed.empty()) {
    words += "          " + std::to_string(share.unconfirmed.size()) +
             (share.unconfirmed.size() == 1 ? " device of theirs has" : " devices of theirs have") +
             " not confirmed that it is gone there.\n";
  }
  return words;
}

struct SharesOptions {
  std::string person;
};

Result<Answer> list(CliSession& session, const SharesOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const SpaceId& record : records_with(*vault, person.space)) {
    for (const ShownShare& share : shares(*vault, record)) {
      answer.json["items"].push_back(json_of(*vault, share));
      answer.words += words_of(*vault, share);
      if (person.joined.empty()) continue;
      answer.json["items"].back()["record"] = record.hex();
      answer.words += "          In the record " + record.hex().substr(0, 8) + ".\n";
    }
  }
  if (answer.words.empty()) answer.words = "Nothing of this record is shared.\n";
  return answer;
}

}  // namespace

void add_share_commands(CLI::App& app, Action& chosen) {
  auto for_share = options<ShareOptions>();
  CLI::App* command = app.add_subcommand("share", "share one section of a person's record");
  for_share->part.add_to(command);
  command->add_option("--why", for_share->why, "the purpose, in the words the person was shown")
      ->required();
  command->add_option("--language", for_share->language, "the language of those words");
  command->add_option("--how", for_share->how, "how it was given: typed, said, witnessed by whom");
  command->add_option("--until", for_share->until, "the last day, such as 2027-01-31");
  command->add_option("--as", for_share->role,
                      "only for as long as a charity gives them this role, such as coach");
  command->add_flag("--from-now", for_share->from_now, "nothing that was written before");
  command->add_flag("--write", for_share->may_write, "they may write there, too");
  choose_when_parsed(command, chosen, for_share, share);

  auto for_stop = options<StopOptions>();
  command = app.add_subcommand("stop", "stop sharing one section of a person's record");
  for_stop->part.add_to(command);
  choose_when_parsed(command, chosen, for_stop, stop);

  auto for_shares = options<SharesOptions>();
  command = app.add_subcommand("shares", "what of a record is shared, and whether it arrived");
  command->add_option("PERSON", for_shares->person, "an id, the beginning of one, or a name")
      ->required();
  choose_when_parsed(command, chosen, for_shares, list);
}

}  // namespace alongside
