#pragma once

#include <mutex>

#include "sync-server/store/follow_memory.h"
#include "sync-server/store/log.h"
#include "sync-server/store/tokens.h"

namespace alongside {

// An HTTP status and a body: with status 200 a signed answer, else a plain sentence.
struct Answered {
  int status = 200;
  Bytes body;
};

// All that a server answers, without HTTP: request bytes in, answer bytes out (docs/spec/http.md).
// Used by the HTTP server and by the simulator. Any thread may call it; one request works on the
// database at a time. Functions throw SqliteError where the disk fails; nothing was kept then.
class Answerer {
 public:
  struct With {
    Database& database;  // open_server_database's, set up (setup_server)
    const Clock& clock;
    Random& random;
    Quota quota{};
  };
  // Draws the boot id. What `with` refers to outlives this; nothing else uses the database
  // connection. Requires: server_seed(with.database) is there.
  explicit Answerer(const With& with);

  // 200 if the token is an enrolled device's, 401 if nobody's, 403 if the device was disabled.
  int admits(const Token& token);

  Answered enrol(View request);
  Answered sync(const Token& token, View request);
  Answered have(const Token& token, View request);

  SigningPublic key() const { return key_.as<SigningPublic>(); }

 private:
  int status_of(const std::optional<ServerDevice>& device) const;
  Answered seal(const Nonce& nonce, View body) const;

  With with_;
  Key enrol_key_;  // tokens derive from it, so that a repeat gives the same one
  SigningKey key_;
  BootId boot_;
  std::mutex mutex_;  // guards all below, and the database
  Log log_;
  Tokens tokens_;
  FollowMemory follows_;
};

}  // namespace alongside
