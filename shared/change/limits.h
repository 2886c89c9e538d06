#pragma once

#include <cstddef>
#include <cstdint>

namespace alongside {

// Limits of the change and batch formats (docs/spec/change.md).
inline constexpr std::size_t kMaxBatchChanges = 1000;
inline constexpr std::size_t kCloseAtBytes = 64 * 1024;     // an open batch closes here
inline constexpr std::size_t kMaxChangeBytes = 256 * 1024;  // one change
inline constexpr std::size_t kMaxBatchBytes = 1024 * 1024;  // one encoded batch
inline constexpr std::size_t kMaxOps = 256;                 // in one change
inline constexpr std::uint64_t kMaxField = 65535;           // fields are map keys of the state
inline constexpr std::size_t kMaxRefs = 4096;               // deps, skips, heads, replaces

}  // namespace alongside
