#include "client/cli/commands.h"
#include "client/cli/item_answer.h"
#include "client/cli/people_options.h"
#include "client/cli/which_record.h"
#include "client/page/receipt.h"
#include "client/store/preview.h"
#include "client/store/shares.h"
#include "client/store/status.h"
#include "client/store/typed_ids.h"

namespace alongside {
namespace {

struct PreviewOptions {
  std::string person, contact, section;
};

Result<Answer> show(CliSession& session, const PreviewOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_record(*vault, options.person));
  TRY(const Contact contact, find_contact(*vault, options.contact));
  std::optional<std::uint64_t> only;
  if (!options.section.empty()) {
    TRY(const SectionSpec* section, section_called(options.section));
    only = section->number;
  }
  TRY(const auto sections, preview(*vault, person.space, contact.root, only));
  Answer answer{{{"sections", nlohmann::json::array()}}, ""};
  for (const PreviewedSection& section : sections) {
    nlohmann::json json = {{"section", section.section},
                           {"shared", section.is_shared},
                           {"from_now", section.from_now},
                           {"write", section.may_write},
                           {"until", nullptr},
                           {"items", nlohmann::json::array()}};
    if (section.until) json["until"] = *section.until;
    answer.words += section.section + (section.is_shared ? ":\n" : ", if it were shared:\n");
    for (const Item& item : section.items) {
      json["items"].push_back(json_of(item));
      answer.words += words_of(*vault, item);
    }
    answer.json["sections"].push_back(std::move(json));
  }
  if (answer.words.empty()) answer.words = "They can read nothing of it.\n";
  answer.words += which_record(person);
  return answer;
}

struct ReceiptOptions {
  std::string share;
  bool as_page = false;
};

ConsentState state_of(ShareState state) {
  switch (state) {
    case ShareState::running:
      return ConsentState::yes;
    case ShareState::stopped:
      return ConsentState::stopped;
    case ShareState::run_out:
      return ConsentState::run_out;
  }
  return ConsentState::yes;
}

Result<ShownShare> find_share(Vault& vault, const std::string& typed) {
  std::vector<ShownShare> fitting;
  for (ShownShare& share : shares(vault)) {
    if (id_fits(share.admission.view(), typed)) fitting.push_back(std::move(share));
  }
  return only_one(std::move(fitting), "share");
}

Result<Answer> receipt(CliSession& session, const ReceiptOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const ShownShare share, find_share(*vault, options.share));
  ConsentReceipt receipt;
  receipt.id = share.admission;
  receipt.person_id = person_id_on(share.admission, record_owner(*vault, share.space));
  for (const Person& person : people(*vault)) {
    if (person.space == share.space && !person.names.empty()) {
      receipt.person_name = person.names.front();
    }
  }
  receipt.to_id = share.contact;
  receipt.to_name = name_of_author(*vault, share.contact);
  receipt.role = share.role;
  receipt.section = share.section;
  receipt.may_write = share.write;
  receipt.all_history = !share.from_now;
  receipt.why = share.why;
  receipt.language = share.language;
  receipt.how = share.how;
  receipt.from = share.from;
  receipt.until = share.until;
  receipt.state = state_of(share.state);
  receipt.ended = share.ended;
  if (const auto server = home(*vault)) receipt.home_url = server->url;
  receipt.evidence_hash = share.evidence;
  if (options.as_page) {
    const std::string page = receipt_html(receipt);
    return Answer{{{"html", page}}, page};
  }
  const std::string json = receipt_json(receipt);
  return Answer{nlohmann::json::parse(json), json};
}

}  // namespace

void add_preview_commands(CLI::App& app, Action& chosen) {
  auto for_preview = options<PreviewOptions>();
  CLI::App* command = app.add_subcommand("preview", "what somebody can, or would, read");
  command->add_option("PERSON", for_preview->person, "an id, the beginning of one, or a name")
      ->required();
  command->add_option("--as", for_preview->contact, "the contact")->required();
  command->add_option("--section", for_preview->section, "one section, also if it is not shared");
  choose_when_parsed(command, chosen, for_preview, show);

  auto for_receipt = options<ReceiptOptions>();
  command = app.add_subcommand("receipt", "a share as something to keep");
  command->add_option("SHARE", for_receipt->share, "an id or the beginning of one")->required();
  command->add_flag("--html", for_receipt->as_page, "a page to print");
  choose_when_parsed(command, chosen, for_receipt, receipt);
}

}  // namespace alongside
