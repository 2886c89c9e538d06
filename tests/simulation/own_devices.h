#pragma once

#include "tests/simulation/two_coaches.h"

namespace alongside {

// Makes `to`, a device whose vault was made just now, another device of the identities kept on
// `from`: certified on their cards directly, with what their devices share. (People do this by
// pairing.) `to` has joined the server with a token of its own.
void make_own_device(SimDevice& from, SimDevice& to);

}  // namespace alongside
