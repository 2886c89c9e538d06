#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// A member whose program does not keep to the rules. Beside what an honest one does on the same
// device, it seals and signs what it likes with its own keys, into every stream it was ever given
// the right to add to, also after that right was taken back, and into every inbox it knows: EPOCHs,
// grants, stops, keys, batches in others' names, without words, with adoptions, messages that were
// meant for somebody else. It forges nothing in its own chains: those stay as its people wrote
// them.

// One forgery, straight to the server.
void forge_something(World& world, std::size_t number);

}  // namespace alongside
