#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "shared/protocol/messages.h"

namespace alongside {

// The head of a request: all that is known before a byte of its body is read.
struct RequestHead {
  std::string method;
  std::string target;
  std::size_t headers = 0;
  std::size_t header_bytes = 0;
  bool has_transfer_encoding = false;
  bool has_content_encoding = false;
  bool has_range = false;
  std::optional<std::string> content_length;
  std::optional<std::string> content_type;
  std::optional<std::string> authorization;
};

enum class Route { health, enrol, sync, have };

// Where a request goes, with the token it shows (not yet looked up), if it needs one.
struct Admitted {
  Route route = Route::health;
  Token token;
};

// Why a request goes nowhere: a status and a plain sentence that holds nothing of the request.
struct Refusal {
  int status = 400;
  const char* sentence = "";
};

// Judges a request by its head alone (docs/spec/http.md).
std::variant<Admitted, Refusal> judge(const RequestHead& head);

// How many requests of one token are being served: at most kMaxRequestsPerToken. Any thread.
class TokenTurns {
 public:
  // False: the token has as many turns as it may have. True: give_back() follows.
  bool take(const Token& token);
  void give_back(const Token& token);

 private:
  std::mutex mutex_;
  std::map<Token, int> turns_;
};

}  // namespace alongside
