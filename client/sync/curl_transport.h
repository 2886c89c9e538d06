#pragma once

#include "client/sync/transport.h"

namespace alongside {

// A transport over libcurl: https only (http where is_allowed_url() allows it), no redirects, no
// cookies, answers of at most 2 MiB, given up when nothing has moved for 20 seconds. With a pin of
// a self-made certificate, exactly that certificate's key is trusted; without one, those that this
// machine trusts.
std::unique_ptr<Transport> make_curl_transport(const Endpoint& endpoint);

}  // namespace alongside
