#pragma once

#include "client/store/rows.h"

namespace alongside {

// The other side of handing a record over (docs/spec/hand-over.md): a device that held it finds on
// the card that the person took it over.

// Whether the records kept here for others are to be let go of, and can be: everything that was
// made ready in them here has gone to the server, or never will.
// Lets go of them: words of this vault's own that the person's devices do not have go to the
// person's inbox; then keys, rows and words of the record go, and the identity. What the person
// shares with this vault comes as any share does. Gives the sections in which such a share waited.
// Inside the caller's transaction; finish_leaving() follows it.
std::set<std::int64_t> let_go_of_records(Vault& vault);

// Whether any is still here.
bool has_records_to_let_go(Vault& vault);

}  // namespace alongside
