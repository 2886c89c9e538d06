#pragma once

#ifdef ALONGSIDE_PLANTS
#include <string>

#include "shared/base/plant.h"

namespace alongside {

// One planted bug, switched on as long as this lives.
class Planted {
 public:
  explicit Planted(const std::string& bug) { planted_bug = bug; }
  ~Planted() { planted_bug.clear(); }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;
};

// Whether `law` holds as things are, and no longer when the bug is planted.
template <class Law>
bool is_caught(const std::string& bug, Law law) {
  if (!law()) return false;
  const Planted planted(bug);
  return !law();
}

}  // namespace alongside
#endif
