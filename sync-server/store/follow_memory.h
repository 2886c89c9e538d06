#pragma once

#include <list>
#include <unordered_map>

#include "shared/protocol/messages.h"

namespace alongside {

// The follow lists that devices told this server since it started, so that they need not repeat
// them. Never on disk; the lists that were used longest ago go first when the memory is full.
class FollowMemory {
 public:
  // Keeps at most `limit` followed streams in all.
  explicit FollowMemory(std::size_t limit) : limit_(limit) {}

  void remember(std::int64_t device, std::vector<Follow> list);

  // The device's list, if it is remembered and has this hash. Valid until the next remember().
  const std::vector<Follow>* find(std::int64_t device, const Hash& hash);

 private:
  struct Entry {
    std::int64_t device = 0;
    Hash hash;
    std::vector<Follow> list;
  };
  void forget(std::list<Entry>::iterator entry);

  std::size_t limit_;
  std::size_t size_ = 0;
  std::list<Entry> entries_;  // used last comes first
  std::unordered_map<std::int64_t, std::list<Entry>::iterator> by_device_;
};

}  // namespace alongside
