#include "sync-server/http/gate.h"

#include <charconv>

#include "shared/protocol/limits.h"
#include "sync-server/http/limits.h"

namespace alongside {
namespace {

constexpr std::string_view kBearer = "Bearer ";
constexpr std::string_view kBodyType = "application/octet-stream";
constexpr Refusal kNoToken{401, "The token is unknown."};

std::optional<Route> route_of(std::string_view target) {
  if (target == "/v1/health") return Route::health;
  if (target == "/v1/enrol") return Route::enrol;
  if (target == "/v1/sync") return Route::sync;
  if (target == "/v1/have") return Route::have;
  return std::nullopt;
}

std::optional<std::size_t> length_of(const RequestHead& head) {
  if (!head.content_length) return std::nullopt;
  const std::string& text = *head.content_length;
  std::size_t length = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

std::optional<Token> token_of(const RequestHead& head) {
  if (!head.authorization || !head.authorization->starts_with(kBearer)) return std::nullopt;
  const auto bytes = from_base64(head.authorization->substr(kBearer.size()));
  if (!bytes) return std::nullopt;
  const auto token = Token::from(*bytes);
  return token ? std::optional<Token>(*token) : std::nullopt;
}

}  // namespace

std::variant<Admitted, Refusal> judge(const RequestHead& head) {
  if (head.has_transfer_encoding) return Refusal{411, "A request must say its length."};
  if (head.has_content_encoding) return Refusal{415, "A request must not be compressed."};
  if (head.headers > kMaxHeaders || head.header_bytes > kMaxHeaderBytes) {
    return Refusal{431, "The request has too many headers."};
  }
  if (head.has_range) return Refusal{400, "Ranges are not served."};
  const std::optional<Route> route = route_of(head.target);
  if (!route) return Refusal{404, "There is nothing here."};
  if (*route == Route::health) {
    if (head.method != "GET" && head.method != "HEAD") return Refusal{405, "Use GET here."};
    if (length_of(head).value_or(0) > 0) return Refusal{400, "This request has no body."};
    return Admitted{Route::health, {}};
  }
  if (head.method != "POST") return Refusal{405, "Use POST here."};
  const std::optional<std::size_t> length = length_of(head);
  if (!length) return Refusal{411, "A request must say its length."};
  if (*length > (*route == Route::enrol ? kMaxEnrolBytes : kMaxBodyBytes)) {
    return Refusal{413, "The request is too large."};
  }
  if (head.content_type != kBodyType) return Refusal{415, "The body's type is not known here."};
  if (*route == Route::enrol) return Admitted{Route::enrol, {}};
  const std::optional<Token> token = token_of(head);
  if (!token) return kNoToken;
  return Admitted{*route, *token};
}

bool TokenTurns::take(const Token& token) {
  const std::scoped_lock lock(mutex_);
  int& turns = turns_[token];
  if (turns >= kMaxRequestsPerToken) return false;
  ++turns;
  return true;
}

void TokenTurns::give_back(const Token& token) {
  const std::scoped_lock lock(mutex_);
  const auto found = turns_.find(token);
  if (--found->second == 0) turns_.erase(found);
}

}  // namespace alongside
