#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "client/cli/session.h"
#include "client/store/people.h"
#include "shared/model/values.h"

namespace alongside {

// Whose words a text is in, and in which language, as far as it was said.
struct TextOptions {
  std::string said_by;
  std::string language;

  // Adds --said-by and --language.
  void add_to(CLI::App* command);
  // A text without words that carries them, or what is usual in this space: "person" in one's own
  // record, "coach" elsewhere; "en".
  Text text_for(Vault& vault, const SpaceId& space) const;
};

inline constexpr const char* kUsualLanguage = "en";

// A text given as an option: as it stands, or for "-" all of standard input.
// Errors: those of CliSession::read_input().
Result<std::string> text_from(CliSession& session, const std::string& typed);

}  // namespace alongside
