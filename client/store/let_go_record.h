#pragma once

#include "client/store/rows.h"

namespace alongside {

// The other side of handing a record over (docs/spec/hand-over.md): a device that held it finds on
// the card that the person took it over.

// Lets go of those parts of which the person's device says that it has them, once all that was made
// ready in the record here has gone to the server. Words of this vault's own that the person's
// devices do not have go to the person's inbox; then keys and rows go, and with the last part the
// identity. What the person shares with this vault comes as any share does; gives the sections in
// which such a share waited. Inside the caller's transaction; finish_leaving() follows it.
std::set<std::int64_t> let_go_of_records(Vault& vault);

// Whether any is still here.
bool has_records_to_let_go(Vault& vault);

}  // namespace alongside
