#pragma once

#include <functional>
#include <map>

#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"

namespace alongside {

// The server of docs/spec/http.md written down as naively as it can be: streams are lists in
// memory. What the real one is compared with, and, with `twist`, a server that lies under its true
// key.
class NaiveServer {
 public:
  struct Stream {
    Four four;
    std::vector<Bytes> blobs;
    StreamState state = StreamState::open;
    std::optional<Capability> proof;

    Hash head(std::size_t count) const;
  };
  struct Answer {
    int status = 200;
    Bytes body;
  };

  NaiveServer(const Key& seed, const BootId& first) : boot(first), key_(seed) {}

  SigningPublic pin() const { return key_.as<SigningPublic>(); }

  // Answers a request of an enrolled device, the same for all of them.
  Answer sync(View request);
  Answer have(View request);
  Answer post(const std::string& path, View request) {
    return path == "/v1/sync" ? sync(request) : have(request);
  }

  std::map<Address, Stream> streams;
  std::vector<Follow> remembered;
  BootId boot;
  TimeMs time = 0;
  std::function<void(const SyncRequest&, SyncAnswer&)> twist;
  std::function<void(HaveAnswer&)> twist_have;

 private:
  Stream* find(const Address& address, const std::optional<Four>& four);
  PushResult push(const Push& push);
  void end(const SyncRequest& request);
  void deliver(const SyncRequest& request, const std::vector<Follow>& follow, SyncAnswer& answer);

  SigningKey key_;
};

}  // namespace alongside
