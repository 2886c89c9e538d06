#include "sync-server/store/follow_memory.h"

namespace alongside {

void FollowMemory::forget(std::list<Entry>::iterator entry) {
  size_ -= entry->list.size();
  by_device_.erase(entry->device);
  entries_.erase(entry);
}

void FollowMemory::remember(std::int64_t device, std::vector<Follow> list) {
  const auto known = by_device_.find(device);
  if (known != by_device_.end()) forget(known->second);
  size_ += list.size();
  const Hash hash = hash_of_follow(list);
  entries_.push_front({device, hash, std::move(list)});
  by_device_[device] = entries_.begin();
  while (size_ > limit_ && entries_.size() > 1) forget(std::prev(entries_.end()));
}

const std::vector<Follow>* FollowMemory::find(std::int64_t device, const Hash& hash) {
  const auto known = by_device_.find(device);
  if (known == by_device_.end() || known->second->hash != hash) return nullptr;
  entries_.splice(entries_.begin(), entries_, known->second);
  return &known->second->list;
}

}  // namespace alongside
