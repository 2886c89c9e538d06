#pragma once

namespace alongside {

// Says on standard error which promise was broken (no content), and aborts.
[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace alongside

// Aborts, also in release builds, if `expression` is false: a bug of ours, never of a peer's bytes.
#define MUST(expression) \
  ((expression) ? void(0) : ::alongside::check_failed(#expression, __FILE__, __LINE__))
