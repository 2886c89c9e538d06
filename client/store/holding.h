#pragma once

#include <set>

#include "client/store/vault.h"

namespace alongside {

// Who keeps a record, as far as the card of its person is known here (docs/spec/hand-over.md).
struct Holding {
  std::set<RootId> holders;     // who keeps it until the person takes it; this vault perhaps
  bool is_with_person = false;  // another device than this one is the person's own
  bool is_taken_over = false;   // the person took it over from this device, which lets go of it
  std::int64_t other_devices = 0;
};

// Requires: the space is known here.
Holding holding_of(Vault& vault, const SpaceId& space);

}  // namespace alongside
