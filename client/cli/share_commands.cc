#include "client/cli/commands.h"
#include "client/cli/sections.h"
#include "client/cli/text_options.h"
#include "client/store/sharing.h"

namespace alongside {
namespace {

struct ShareOptions {
  std::string person;
  std::string section;
  std::string contact;
  std::string why;
  std::string language = kUsualLanguage;
  std::string how = "typed";
  bool may_write = false;
};

Result<Answer> share(CliSession& session, const ShareOptions& options) {
  TRY(const SectionSpec* section, section_called(options.section));
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  TRY(const Contact contact, find_contact(*vault, options.contact));
  TRY(const AdmissionId admission, share_section(*vault, {.space = person.space,
                                                          .section = section->number,
                                                          .contact = contact.root,
                                                          .why = options.why,
                                                          .language = options.language,
                                                          .how = options.how,
                                                          .write = options.may_write}));
  return Answer{{{"id", admission.hex()}}, "Shared. It reaches them with the next sync.\n"};
}

}  // namespace

void add_share_commands(CLI::App& app, Action& chosen) {
  auto for_share = options<ShareOptions>();
  CLI::App* command = app.add_subcommand("share", "share one section of a person's record");
  command->add_option("PERSON", for_share->person, "an id, the beginning of one, or a name")
      ->required();
  command->add_option("SECTION", for_share->section, "such as notes or goals")->required();
  command->add_option("CONTACT", for_share->contact, "an id, the beginning of one, or a name")
      ->required();
  command->add_option("--why", for_share->why, "the purpose, in the words the person was shown")
      ->required();
  command->add_option("--language", for_share->language, "the language of those words");
  command->add_option("--how", for_share->how, "how it was given: typed, said, witnessed by whom");
  command->add_flag("--write", for_share->may_write, "they may write there, too");
  choose_when_parsed(command, chosen, for_share, share);
}

}  // namespace alongside
