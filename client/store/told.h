#pragma once

#include "client/store/rows.h"

namespace alongside {

// Words for whoever has a role at a charity.

struct Told {
  Hash id;
  RootId charity;
  std::string role;
  RootId author;
  bool is_certain = false;  // a card known here says that the author's device is theirs
  TimeMs at = 0;            // the author's claim
  std::string text;
  std::string language;
  bool from_here = false;
  bool is_sent = false;  // from here, and the server has it
};

// Says it to those who have the role now, and after. Goes with the next sync.
// Errors: not_found (no such role there), usage (nothing said), too_large, malformed.
struct Telling {
  RootId charity;
  std::string role;
  std::string text;
  std::string language;
};
Result<Hash> tell(Vault& vault, const Telling& telling);

// What came to roles that I have, or that this charity gives, and what was said from here; oldest
// first.
std::vector<Told> all_told(Vault& vault);

}  // namespace alongside
