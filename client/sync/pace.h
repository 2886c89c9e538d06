#pragma once

#include <cstdint>

#include "shared/base/random.h"

namespace alongside {

// When a device that syncs by itself tries again: a look every five minutes while all is well;
// after a failure 2, 4, 8 … seconds up to ten minutes, spread by chance so that many devices whose
// server comes back do not all return in one moment.
class SyncPace {
 public:
  void went_well() { failures_ = 0; }
  void failed() { ++failures_; }

  // How long to wait from now, in ms.
  std::int64_t wait_ms(Random& random) const;

 private:
  std::uint32_t failures_ = 0;
};

}  // namespace alongside
