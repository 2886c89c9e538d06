#pragma once

#include <functional>

#include "client/store/sharing.h"
#include "client/sync/sync_once.h"
#include "tests/simulation/by_id.h"
#include "tests/simulation/sim_server.h"

namespace alongside {

// The smallest world for looking at one law: Ade keeps Mo's record and shares notes and goals, with
// the right to write, with Bea and Cem; a server; a network that does what the test says.
class TwoCoaches {
 public:
  explicit TwoCoaches(std::uint64_t seed = 1, TimeMs bea_is_off_by = 0);

  // Carries a request: by default straight to the server. May be replaced.
  std::function<Result<HttpAnswer>(SimDevice& from, const HttpRequest& request)> carry;
  Result<HttpAnswer> straight(SimDevice& from, const HttpRequest& request);

  SyncReport sync(SimDevice& device);
  // Lets a device join the server; its vault is told, too.
  Home enrol_device(SimDevice& device);
  void sync_all(int rounds = 3);

  EntityId write_note(SimDevice& device, const std::string& words);
  bool has_note(SimDevice& device, const EntityId& note, const std::string& words);
  Hash digest_of(SimDevice& device, const std::string& section);

  SimServer server;
  SimDevice ade, bea, cem;
  SpaceId mo;
  SeededRandom random;
  SimServer::Backup empty_server;  // set up and with all enrolled, nothing stored
};

FieldEdit text_of_field(std::uint64_t field, const std::string& words);

}  // namespace alongside
