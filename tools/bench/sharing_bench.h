#pragma once

namespace alongside {

// What sharing costs: a share and a stop among five who read, without a network; and the request
// of a sync that has nothing to tell, for thirty people's records. JSON lines on standard output.
// Gives the program's exit code.
int measure_sharing();

}  // namespace alongside
