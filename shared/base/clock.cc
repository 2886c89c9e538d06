#include "shared/base/clock.h"

#include <chrono>

namespace alongside {

TimeMs SystemClock::now_ms() const {
  using std::chrono::milliseconds;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(since).count();
}

}  // namespace alongside
