#pragma once

#include <vector>

#include "shared/base/id.h"

namespace alongside {

// A chain: what one device wrote in one section under one admission. After re-admission a new one
// begins at seq 1.
struct Chain {
  DeviceId device;
  AdmissionId admission;
  friend bool operator==(const Chain&, const Chain&) = default;
  friend std::strong_ordering operator<=>(const Chain&, const Chain&) = default;
};

// One batch, named: its place in its chain and its hash. Two hashes at one place are a fork.
struct BatchRef {
  Chain chain;
  std::uint64_t seq = 0;
  BatchHash hash;
  friend bool operator==(const BatchRef&, const BatchRef&) = default;
  friend std::strong_ordering operator<=>(const BatchRef&, const BatchRef&) = default;
};

}  // namespace alongside

template <>
struct std::hash<alongside::Chain> {
  std::size_t operator()(const alongside::Chain& chain) const noexcept {
    return std::hash<alongside::DeviceId>()(chain.device) * 31 +
           std::hash<alongside::AdmissionId>()(chain.admission);
  }
};
