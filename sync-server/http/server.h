#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "sync-server/http/listen_address.h"
#include "sync-server/store/answer.h"

namespace alongside {

// Certificate and key as PEM files.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

struct HttpOptions {
  ListenAddress listen;
  std::optional<TlsFiles> tls;
  bool only_near = false;  // without TLS: refuse who is not in a private network
};

// HTTP in, Answerer calls, HTTP out, within the limits of limits.h.
class HttpServer {
 public:
  // `say` is told in a plain sentence, from any thread, what the keeper should know; never anything
  // of a request. What is given outlives the server.
  HttpServer(const HttpOptions& options, Answerer& answerer, std::function<void(const char*)> say);
  ~HttpServer();

  // Begins to listen. Gives the port.
  // Errors: unavailable (the address cannot be used), malformed (a certificate that cannot be
  // used).
  Result<int> bind();

  // Serves until stop() is called from another thread, and then what was admitted, for at most
  // kShutdownGrace. Requires: bind() succeeded.
  void run();
  void stop();

  struct Parts;

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace alongside
