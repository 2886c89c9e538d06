#include "client/cli/commands.h"
#include "client/cli/new_vault.h"
#include "client/cli/text_options.h"
#include "client/page/plain_text.h"
#include "client/store/items.h"
#include "client/store/people.h"
#include "client/store/roles.h"
#include "client/store/told.h"

namespace alongside {
namespace {

struct CharityOptions {
  std::string name;
  std::string kdf = kUsualKdf;
};

Result<Answer> create(CliSession& session, const CharityOptions& options) {
  if (is_blank(options.name)) return error(ErrorCode::usage, "A charity needs a name.");
  TRY(const std::string code,
      session.create(options.name, cost_called(options.kdf), SpaceKind::charity));
  return made_vault(session, code);
}

struct RoleOptions {
  std::string contact;
  std::string role;
};

using SayRole = Result<bool> (*)(Vault&, const RootId&, const std::string&, const Key&);

Result<bool> say(CliSession& session, const RoleOptions& options, SayRole say_role) {
  TRY(Vault * vault, session.vault());
  TRY(const Contact contact, find_contact(*vault, options.contact));
  TRY(const Key* roots_key, session.roots_key());
  return say_role(*vault, contact.root, options.role, *roots_key);
}

Result<Answer> give(CliSession& session, const RoleOptions& options) {
  TRY_DO(say(session, options, give_role));
  return Answer{
      {{"given", true}},
      "They have the role. Those who have this charity's card learn of it when this vault "
      "and then they sync.\n"};
}

Result<Answer> end(CliSession& session, const RoleOptions& options) {
  TRY_DO(say(session, options, end_role));
  return Answer{{{"ended", true}},
                "The role has ended. What was shared with them in that role stops when this vault "
                "and then the devices that shared it sync.\n"};
}

struct NoOptions {};

Result<Answer> list(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const Role& role : roles(*vault)) {
    const std::string name = name_of_author(*vault, role.holder);
    answer.json["items"].push_back({{"role", role.role},
                                    {"holder", role.holder.hex()},
                                    {"holder_name", name},
                                    {"charity", role.charity.hex()},
                                    {"charity_name", name_of_author(*vault, role.charity)},
                                    {"ended", role.is_ended}});
    answer.words += for_terminal(name.empty() ? role.holder.hex().substr(0, 8) : name) + ": " +
                    for_terminal(shown_role(*vault, role.role, role.charity)) +
                    (role.is_ended ? " (ended)" : "") + "\n";
  }
  if (answer.words.empty()) answer.words = "No roles yet.\n";
  return answer;
}

struct TellOptions {
  std::string charity;
  std::string role;
  std::string text;
  std::string language = kUsualLanguage;
};

Result<Answer> say_to_role(CliSession& session, const TellOptions& options) {
  TRY(const std::string text, text_from(session, options.text));
  TRY(Vault * vault, session.vault());
  TRY(const Contact charity, find_contact(*vault, options.charity));
  TRY(const Hash id, tell(*vault, {charity.root, options.role, text, options.language}));
  return made(id.hex());
}

nlohmann::json json_of(Vault& vault, const Told& told) {
  return {{"id", told.id.hex()},
          {"charity", told.charity.hex()},
          {"role", told.role},
          {"author", told.author.hex()},
          {"author_name", name_of_author(vault, told.author)},
          {"certain", told.is_certain},
          {"at", told.at},
          {"text", told.text},
          {"language", told.language},
          {"from_here", told.from_here},
          {"sent", told.is_sent}};
}

Result<Answer> list_told(CliSession& session, const NoOptions&) {
  TRY(Vault * vault, session.vault());
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const Told& told : all_told(*vault)) {
    answer.json["items"].push_back(json_of(*vault, told));
    const std::string name = name_of_author(*vault, told.author);
    answer.words += iso_time(told.at) + "  " +
                    for_terminal(name.empty() ? told.author.hex().substr(0, 8) : name) + " to " +
                    for_terminal(shown_role(*vault, told.role, told.charity)) + ": " +
                    for_terminal(told.text) + "\n";
    if (!told.is_certain)
      answer.words += "          Their card is not here: who it was is not certain.\n";
    if (told.from_here && !told.is_sent) answer.words += "          Not sent yet.\n";
  }
  if (answer.words.empty()) answer.words = "Nothing yet.\n";
  return answer;
}

void add_role_options(CLI::App* command, RoleOptions& options) {
  command->add_option("CONTACT", options.contact, "an id, the beginning of one, or a name")
      ->required();
  command->add_option("ROLE", options.role, "such as coach")->required();
}

}  // namespace

void add_charity_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("charity", "a charity: who has which role there");
  group->require_subcommand(1);
  auto for_create = options<CharityOptions>();
  CLI::App* command =
      group->add_subcommand("create", "make a charity, in a vault of its own, with its code");
  command->add_option("--name", for_create->name, "what it is called")->required();
  add_kdf_option(command, for_create->kdf);
  choose_when_parsed(command, chosen, for_create, create);

  group = app.add_subcommand("role", "roles that charities give");
  group->require_subcommand(1);
  auto for_give = options<RoleOptions>();
  command = group->add_subcommand("give", "say that somebody has a role here; a charity's vault");
  add_role_options(command, *for_give);
  choose_when_parsed(command, chosen, for_give, give);
  auto for_end = options<RoleOptions>();
  command = group->add_subcommand("end", "say that somebody has a role no more");
  add_role_options(command, *for_end);
  choose_when_parsed(command, chosen, for_end, end);
  command = group->add_subcommand("list", "who has which role, by the cards that are here");
  choose_when_parsed(command, chosen, options<NoOptions>(), list);

  auto for_tell = options<TellOptions>();
  command = app.add_subcommand("tell", "say something to whoever has a role at a charity");
  command->add_option("CHARITY", for_tell->charity, "an id, the beginning of one, or a name")
      ->required();
  command->add_option("ROLE", for_tell->role, "such as coach")->required();
  command->add_option("--text", for_tell->text, "the words; -: from standard input")->required();
  command->add_option("--language", for_tell->language, "the language of those words");
  choose_when_parsed(command, chosen, for_tell, say_to_role);
  group = app.add_subcommand("told", "what was said to roles");
  group->require_subcommand(1);
  command = group->add_subcommand("list", "what came to your roles, and what you said to others'");
  choose_when_parsed(command, chosen, options<NoOptions>(), list_told);
}

}  // namespace alongside
