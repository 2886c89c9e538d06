#pragma once

#include <map>

#include "shared/protocol/limits.h"
#include "sync-server/store/log.h"
#include "sync-server/store/tokens.h"

namespace alongside {

// What one sync request does to the log, and what it is answered: drops, closes, pushes, then
// deliveries (docs/spec/http.md), all in the caller's transaction. Receipts are not in the answer
// yet: they are made after the commit.
class SyncTurn {
 public:
  struct With {
    Log& log;
    Tokens& tokens;
    ServerDevice& device;
    TimeMs now;
    Quota quota;
  };
  // `request` and what `with` refers to outlive the turn.
  SyncTurn(const SyncRequest& request, With with);

  // Requires: `follow` has as many streams as the request has counts.
  SyncAnswer answer(const std::vector<Follow>& follow);

  // The hash of each pushed blob, in order.
  const std::vector<Hash>& pushed_hashes() const { return hashes_; }

 private:
  LogStream* find(const Address& address);
  LogStream* find_or_create(const Address& address, const std::optional<Four>& four);
  bool counts(std::size_t bytes);
  void drop(const DropStream& drop);
  void close(const CloseStream& close);
  PushResult push(const Push& push, const Hash& hash);
  PushResult push_to_new(const Push& push, const Hash& hash);
  void deliver(std::uint64_t index, const Follow& follow);
  void deliver_blobs(std::uint64_t index, const LogStream& stream);

  const SyncRequest& request_;
  With with_;
  std::vector<Hash> hashes_;
  std::map<std::pair<Address, Hash>, std::uint64_t> stored_here_;  // pushes, by where they lie
  std::map<Address, LogStream> streams_;
  SyncAnswer answer_;
  std::vector<Hash> heads_;
  std::size_t room_ = 0;  // bytes that may still be delivered
  bool gave_a_blob_ = false;
};

}  // namespace alongside
