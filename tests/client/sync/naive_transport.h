#pragma once

#include <algorithm>
#include <functional>
#include <set>

#include "client/sync/transport.h"
#include "tests/support/naive_server.h"

namespace alongside {

// A server in memory that devices reach without a network: the naive one, and who is enrolled
// there.
struct NaiveCharity {
  explicit NaiveCharity(const Key& seed_in)
      : seed(seed_in), server(seed_in, BootId{{std::byte{1}}}) {}

  // An invite that works once.
  Invite invite() {
    Invite fresh;
    fresh.url = "https://alongside.example";
    fresh.server_key = server.pin();
    fresh.secret.bytes[0] = static_cast<std::byte>(++invites);
    return fresh;
  }

  Key seed;
  NaiveServer server;
  unsigned invites = 0;
  // What was enrolled with an invite: the nonce it was asked with, and the token it was given.
  struct Used {
    Nonce nonce;
    Token token;
  };
  std::map<InviteSecret, Used> used;
  std::set<Token> disabled;
};

// One device's way to it.
class NaiveTransport final : public Transport {
 public:
  NaiveTransport(NaiveCharity& charity, Endpoint endpoint)
      : charity_(charity), endpoint_(std::move(endpoint)) {}

  Result<HttpAnswer> send(const HttpRequest& request) override {
    if (stopped_) return error(ErrorCode::unavailable, "Sending was stopped.");
    if (request.path == "/v1/enrol") return enrol(request.body);
    const auto is_mine = [this](const auto& used) { return used.second.token == endpoint_.token; };
    if (!endpoint_.token || std::none_of(charity_.used.begin(), charity_.used.end(), is_mine)) {
      return HttpAnswer{401, {}};
    }
    if (charity_.disabled.contains(*endpoint_.token)) return HttpAnswer{403, {}};
    NaiveServer::Answer answer = charity_.server.post(request.path, request.body);
    return HttpAnswer{answer.status, std::move(answer.body)};
  }

  void stop() override { stopped_ = true; }

 private:
  HttpAnswer enrol(View body) {
    const Result<EnrolRequest> asked = decode_enrol_request(body);
    if (!asked || !asked->invite) return {400, {}};
    const auto [used, is_new] = charity_.used.try_emplace(*asked->invite);
    if (is_new) {
      used->second.nonce = asked->nonce;
      used->second.token.bytes[0] = static_cast<std::byte>(charity_.used.size());
    }
    if (used->second.nonce != asked->nonce) return {401, {}};
    const EnrolAnswer answer{used->second.token, charity_.server.boot, 0, std::nullopt,
                             std::nullopt};
    return {200, seal_answer(SigningKey(charity_.seed), asked->nonce, encode(answer))};
  }

  NaiveCharity& charity_;
  Endpoint endpoint_;
  bool stopped_ = false;
};

// What happens on the way to a server, asked once for each request: nothing, or in its place a
// failure, or another answer.
using Weather = std::function<std::optional<Result<HttpAnswer>>(const HttpRequest&)>;

// A transport in some weather.
class WeatheredTransport final : public Transport {
 public:
  WeatheredTransport(std::unique_ptr<Transport> inner, Weather weather)
      : inner_(std::move(inner)), weather_(std::move(weather)) {}

  Result<HttpAnswer> send(const HttpRequest& request) override {
    if (auto instead = weather_(request)) return *instead;
    return inner_->send(request);
  }
  void stop() override { inner_->stop(); }

 private:
  std::unique_ptr<Transport> inner_;
  Weather weather_;
};

// The weather of a place without signal, and of a captive portal.
inline Weather no_signal() {
  return [](const HttpRequest&) -> std::optional<Result<HttpAnswer>> {
    return error(ErrorCode::unavailable, "The server could not be reached; not sent yet.");
  };
}
inline Weather captive_portal() {
  return [](const HttpRequest&) -> std::optional<Result<HttpAnswer>> {
    return HttpAnswer{200, copy_of(view_of("<html>Please agree to our terms</html>"))};
  };
}

}  // namespace alongside
