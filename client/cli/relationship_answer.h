#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "client/store/relationship.h"

namespace alongside {

// What happened between a person and those who walk alongside them, as the command line gives it
// (docs/cli.md).

// [{"status", "since", "event", "decided_by"}]: how it is now; several where events were recorded
// apart, none where nothing was recorded.
nlohmann::json json_of_status(const std::vector<ShownEvent>& current);

// The same in plain words, "paused since 3 May 2026"; empty where nothing was recorded.
std::string words_of_status(const std::vector<ShownEvent>& current);

// {"id", "what", "when", "decided_by", "words", "author", "current"}
nlohmann::json json_of(const ShownEvent& event);
// The same as lines for people.
std::string words_of(Vault& vault, const ShownEvent& event);

}  // namespace alongside
