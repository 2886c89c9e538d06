#pragma once

#include <chrono>
#include <cstddef>

namespace alongside {

// Limits of the HTTP side (docs/spec/http.md). No device needs more; whoever does is no device.
inline constexpr std::size_t kMaxTargetBytes = 256;
inline constexpr std::size_t kMaxHeaders = 32;
inline constexpr std::size_t kMaxHeaderBytes = 8 * 1024;    // of all headers of a request
inline constexpr std::size_t kMaxEnrolBytes = 256;          // an enrolment's body, from anybody
inline constexpr int kMaxRequestsPerToken = 4;              // at the same time
inline constexpr std::size_t kMaxConnections = 512;         // each has a thread while it lasts
inline constexpr std::size_t kMaxWaitingConnections = 512;  // for a thread
inline constexpr std::size_t kThreadsKept = 8;
inline constexpr std::size_t kRequestsPerConnection = 100;

inline constexpr std::chrono::seconds kIdleTimeout{15};      // between two reads or requests
inline constexpr std::chrono::seconds kHeadDeadline{10};     // handshake and headers in all
inline constexpr std::chrono::seconds kRequestDeadline{60};  // a whole request
// Who has shown no token may be cut off after so long, when others wait for a thread.
inline constexpr std::chrono::milliseconds kGrace{1000};
inline constexpr std::chrono::milliseconds kWatchInterval{200};
inline constexpr std::chrono::seconds kShutdownGrace{5};

}  // namespace alongside
