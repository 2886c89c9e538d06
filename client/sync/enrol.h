#pragma once

#include "client/store/status.h"
#include "client/sync/transport.h"

namespace alongside {

// Where an invite leads, before this device is known there.
Endpoint endpoint_of(const Invite& invite);

// Where a vault's server is, with the vault's token.
Endpoint endpoint_of(const Home& home);

// Shows the invite to its server and gives the home to be kept with set_home(). The nonce of the
// request follows from the device's secret and the invite: whoever loses the answer, or is killed
// before it is kept, asks the same again and gets the same token (docs/spec/http.md).
// Errors: unavailable (no answer, or not the server's), refused (the invite was used, has run out
// or is not of this server), and those of Transport::send.
Result<Home> enrol(const DeviceKeys& device, const Invite& invite, Transport& transport);

}  // namespace alongside
