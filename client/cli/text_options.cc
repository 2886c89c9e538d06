#include "client/cli/text_options.h"

namespace alongside {

void TextOptions::add_to(CLI::App* command) {
  command->add_option("--said-by", said_by, "whose words these are: person, coach, or who it was");
  command->add_option("--language", language, "the language they are in, such as en or cy");
}

Text TextOptions::text_for(Vault& vault, const SpaceId& space) const {
  Text text{"", said_by, language};
  if (text.language.empty()) text.language = kUsualLanguage;
  if (text.said_by.empty()) text.said_by = usual_said_by(vault, space);
  return text;
}

Result<std::string> text_from(CliSession& session, const std::string& typed) {
  if (typed == "-") return session.read_input();
  return typed;
}

}  // namespace alongside
