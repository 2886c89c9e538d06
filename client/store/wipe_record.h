#pragma once

#include "client/store/rows.h"

namespace alongside {

// Takes away everything that is here of records that cards have erased (docs/spec/erasing.md):
// words, keys, what was made ready for others. Of streams that this device may drop, what that
// takes stays. The freed pages are cleared from the file's log by finish_leaving(). Inside the
// caller's transaction.
void wipe_erased(Vault& vault);

}  // namespace alongside
