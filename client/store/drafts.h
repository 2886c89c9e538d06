#pragma once

#include <optional>

#include "client/store/items.h"

namespace alongside {

// What is being written and not kept yet: durable here, never in the log, never sent.
struct Draft {
  std::string place;  // which editor: "note:<space>", "note:loose", "edit:<space>:<entry>"
  std::optional<SpaceId> space;
  std::string body;
  TimeMs at_ms = 0;
  std::string said_by = {};           // whose words; empty: not said
  std::vector<VersionId> shown = {};  // of an edit: the versions it was made from
};
void save_draft(Vault& vault, const Draft& draft);
std::optional<Draft> draft_at(Vault& vault, std::string_view place);
std::optional<Draft> newest_draft(Vault& vault);  // to be offered after a crash
void drop_draft(Vault& vault, std::string_view place);
// The same inside the caller's transaction.
void end_draft(Vault& vault, std::string_view place);

}  // namespace alongside
