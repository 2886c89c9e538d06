#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace alongside {

// Why a function that reads bytes or peers gave nothing. The numbers are not stored anywhere.
enum class ErrorCode {
  malformed,         // the bytes are not what their format says
  too_large,         // beyond a limit of limits.h
  unknown_version,   // a number that this program must understand and does not
  bad_signature,     // a signature, receipt or authentication tag does not fit
  not_found,         // what was asked for is not here
  refused,           // understood, but against the rules
  wrong_passphrase,  // also: no such vault, on purpose the same
  busy,              // somebody else has it open
  unavailable,       // the network or another program did not answer
  usage,             // the person typed something that cannot be meant
};

// The name of `code` as it stands in JSON answers, e.g. "malformed".
const char* name_of(ErrorCode code);

// What went wrong, in one plain sentence that holds no content, name, key or passphrase.
struct Error {
  ErrorCode code = ErrorCode::malformed;
  std::string message;
};

// A value, or why there is none. Bytes and peers return it; the disk throws; bugs abort.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result(Error error) : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}
};

inline Error error(ErrorCode code, std::string message) { return {code, std::move(message)}; }

}  // namespace alongside

#define ALONGSIDE_JOIN_(a, b) a##b
#define ALONGSIDE_JOIN(a, b) ALONGSIDE_JOIN_(a, b)
#define ALONGSIDE_TRY_(name, target, expression)                 \
  auto name = (expression);                                      \
  if (!name) return ::alongside::Error(std::move(name).error()); \
  target = std::move(*name)

// TRY(auto x, f()): x is f()'s value, or the enclosing function returns f()'s error.
#define TRY(target, expression) \
  ALONGSIDE_TRY_(ALONGSIDE_JOIN(try_result_, __LINE__), target, expression)

// TRY_DO(f()): the enclosing function returns f()'s error, if there is one.
#define TRY_DO(expression)                                                     \
  do {                                                                         \
    auto try_result = (expression);                                            \
    if (!try_result) return ::alongside::Error(std::move(try_result).error()); \
  } while (false)
