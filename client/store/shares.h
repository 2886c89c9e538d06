#pragma once

#include "client/store/sharing.h"

namespace alongside {

// The shares that this vault knows of, given and received, as people are told of them.

enum class ShareState : std::uint8_t {
  running,
  stopped,  // also: another share took its place
  run_out,  // its end has passed
};

struct ShownShare {
  AdmissionId admission;
  SpaceId space;
  std::string section;
  RootId contact;      // with whom
  bool given = false;  // from here; else received
  bool write = false;
  bool from_now = false;
  std::string why;
  std::string language;
  std::string how;
  std::string role;  // it is bound to: "coach at Lantern"; may be empty
  TimeMs from = 0;
  std::optional<TimeMs> until;
  ShareState state = ShareState::running;
  std::optional<TimeMs> ended;        // when it was stopped, by the stopping device's clock
  bool is_sent = false;               // the server has what carries it
  bool is_reached = false;            // a device of theirs has said that it has it
  std::vector<DeviceId> unconfirmed;  // stopped: their devices that have not said that it is wiped
  Hash evidence;                      // names the signed grant
};

// In the order they were given or came; of one space, or of all. What was received and has ended is
// not here any more.
std::vector<ShownShare> shares(Vault& vault, const std::optional<SpaceId>& space = std::nullopt);

}  // namespace alongside
