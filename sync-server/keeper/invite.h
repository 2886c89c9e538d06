#pragma once

#include "shared/protocol/messages.h"
#include "shared/sqlite/database.h"

namespace alongside {

// Makes an invite that enrols one device within 24 hours, as the text to hand over. `url` goes
// before the address that setup or serve kept.
// Errors: usage (an address that devices may not talk to), not_found (no address is known yet).
// Throws SqliteError.
Result<std::string> make_invite(Database& database, const std::optional<std::string>& url,
                                const Clock& clock, Random& random);

}  // namespace alongside
