#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "shared/protocol/exchange.h"

namespace alongside {

// What came back for one request: the HTTP status and the whole body.
struct HttpAnswer {
  int status = 0;
  Bytes body;
};

// Where a transport sends to, and what it may trust on the way there.
struct Endpoint {
  std::string url;  // scheme://host[:port]
  bool insecure_lan = false;
  std::optional<Bytes> certificate_pin;  // SHA-256 of a self-made certificate's public key
  std::optional<Token> token;            // none while enrolling
};

// Carries requests to one server. What it brings back is untrusted: the exchange checks it against
// the server's pinned key.
class Transport {
 public:
  virtual ~Transport() = default;

  // POSTs the body to the path and waits for the whole answer.
  // Errors: unavailable, with the reason in one plain sentence (no connection, a certificate that
  // is not trusted, an answer that stopped half way); refused (an address not to be talked to).
  virtual Result<HttpAnswer> send(const HttpRequest& request) = 0;

  // Makes a send that is under way, and every later one, give up. The one call that another thread
  // may make.
  virtual void stop() = 0;
};

// Gives a transport to a server; the programs give one over libcurl, tests their own.
using Connect = std::function<std::unique_ptr<Transport>(const Endpoint&)>;

}  // namespace alongside
