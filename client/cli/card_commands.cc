#include <fstream>
#include <sstream>

#include "client/cli/commands.h"
#include "client/store/people.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxCardTextBytes = 2 * 1024 * 1024;

struct CardOptions {};

Result<Answer> show_card(CliSession& session, const CardOptions&) {
  TRY(Vault * vault, session.vault());
  const std::string card = my_card(*vault);
  return Answer{{{"card", card}}, card + "\n"};
}

struct ContactOptions {
  std::string file;
};

Result<std::string> read_card(CliSession& session, const std::string& path) {
  if (path == "-") return session.read_input();
  std::ifstream file(path, std::ios::binary);
  if (!file) return error(ErrorCode::usage, "The card's file cannot be read.");
  std::string text(kMaxCardTextBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return error(ErrorCode::usage, "The card's file cannot be read.");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxCardTextBytes) {
    return error(ErrorCode::too_large, "That file is too large to be a card.");
  }
  return text;
}

Result<Answer> add(CliSession& session, const ContactOptions& options) {
  TRY(const std::string text, read_card(session, options.file));
  TRY(Vault * vault, session.vault());
  TRY(const RootId root, add_contact(*vault, text));
  return made(root.hex());
}

Result<Answer> list(CliSession& session, const ContactOptions&) {
  TRY(Vault * vault, session.vault());
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const Contact& contact : contacts(*vault)) {
    answer.json["items"].push_back(
        {{"id", contact.root.hex()}, {"name", contact.name}, {"contested", contact.is_contested}});
    answer.words += contact.root.hex() + "  " + for_terminal(contact.name) + "\n";
    if (!contact.is_contested) continue;
    answer.words +=
        "  Two say that they took over from the same root. Nothing new of this card "
        "counts until you take it in again from the person's own hand.\n";
  }
  if (answer.words.empty()) answer.words = "Nobody yet.\n";
  return answer;
}

}  // namespace

void add_card_commands(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("card", "print your card, to hand to others");
  choose_when_parsed(command, chosen, options<CardOptions>(), show_card);

  CLI::App* group = app.add_subcommand("contact", "people whose cards you were handed");
  group->require_subcommand(1);
  auto for_add = options<ContactOptions>();
  command = group->add_subcommand("add", "take in somebody's card");
  command->add_option("FILE", for_add->file, "where the card stands; -: standard input")
      ->required();
  choose_when_parsed(command, chosen, for_add, add);
  command = group->add_subcommand("list", "whose cards are here");
  choose_when_parsed(command, chosen, options<ContactOptions>(), list);
}

}  // namespace alongside
