#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "shared/base/result.h"

namespace alongside {

// Exit codes of alongside-cli (docs/cli.md).
inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitNotSent = 3;
inline constexpr int kExitLocked = 4;

// What a command answers: for programs, and in plain words for people.
struct Answer {
  nlohmann::json json;
  std::string words;  // lines, each ended; may be empty
  int exit = kExitDone;
};

// The exit code that goes with an error.
int exit_code_of(const Error& error);

// {"error":{"code","message"}}
nlohmann::json json_of(const Error& error);

// One line of JSON. Text that is not UTF-8 comes out with replacement characters.
std::string one_line(const nlohmann::json& json);

// `text` fit for a terminal: control characters, which could move the cursor or hide words, come
// out as U+FFFD; new lines and tabs stay.
std::string for_terminal(std::string_view text);

// {"id": …} and the sentence "Made <id>." of a command that made something.
Answer made(const std::string& id);

// {"id": …, "changed": …} of a command that changed, or did not have to change, an entry.
Answer changed(const std::string& id, bool is_changed);

}  // namespace alongside
