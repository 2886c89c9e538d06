#pragma once

#include <span>

#include "shared/base/id.h"

namespace alongside {

// Where the engine gets random bytes from. sign/ has the operating system's; the simulator has a
// seeded one, so that a seed is a run.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;

  // A fresh random id (EntityId, SpaceId, ...).
  template <class AnyId>
  AnyId id() {
    AnyId fresh;
    fill(fresh.bytes);
    return fresh;
  }
};

}  // namespace alongside
