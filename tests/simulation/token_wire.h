#pragma once

#include "client/sync/transport.h"
#include "tests/simulation/sim_server.h"

namespace alongside {

// A way to the simulated server for a device that has no vault yet.
class TokenWire final : public Transport {
 public:
  TokenWire(SimServer& server, std::optional<Token> token) : server_(server), token_(token) {}
  Result<HttpAnswer> send(const HttpRequest& request) override {
    if (cut_after == 0) return error(ErrorCode::unavailable, "There is no signal.");
    --cut_after;
    auto answer = server_.post(request, token_.value_or(Token{}));
    if (!answer) return error(ErrorCode::unavailable, "There is no signal.");
    return std::move(*answer);
  }
  void stop() override {}

  std::size_t cut_after = 1000;  // how many requests get through

 private:
  SimServer& server_;
  std::optional<Token> token_;
};

}  // namespace alongside
