#include "client/platform/time_passed.h"

#include <ctime>

#include "shared/base/check.h"

namespace alongside {

std::int64_t time_passed_ms() {
  timespec now{};
  MUST(clock_gettime(CLOCK_BOOTTIME, &now) == 0);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace alongside
