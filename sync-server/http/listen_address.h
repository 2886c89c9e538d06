#pragma once

#include <sys/socket.h>

#include "shared/base/result.h"

namespace alongside {

// Where a server listens.
struct ListenAddress {
  std::string host;  // an address or "localhost", without brackets
  int port = 0;      // 0: any free one
};

// Reads ADDR:PORT; an IPv6 address stands in brackets.
// Errors: usage.
Result<ListenAddress> parse_listen_address(std::string_view text);

// Whether only this machine can reach what listens there.
bool is_loopback(const ListenAddress& address);

// Whether it listens on every address of the machine, so that its own address is not known.
bool is_everywhere(const ListenAddress& address);

// scheme://host:port as clients write it.
std::string url_of(const ListenAddress& address, bool is_tls);

// Whether a peer's address is this machine's or one of a private network (RFC 1918, 3927, 4193).
bool is_near(const sockaddr_storage& peer);

}  // namespace alongside
