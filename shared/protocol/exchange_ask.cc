#include "shared/base/check.h"
#include "shared/protocol/exchange_parts.h"
#include "shared/protocol/limits.h"

namespace alongside {
namespace {

// Upper bounds of what parts of a request take once encoded.
constexpr std::size_t kFixedBytes = 128;
constexpr std::size_t kFollowBytes = Address::kSize + Capability::kSize + 2 + 9;
constexpr std::size_t kHaveBytes = 9;
constexpr std::size_t kFourBytes = 4 * (Hash::kSize + 2) + 2;
constexpr std::size_t kEndBytes = 3 * (Hash::kSize + 3) + kFourBytes + 1;
constexpr std::size_t kPushBytes = 2 * (Hash::kSize + 3) + kFourBytes + 10;

std::vector<Follow> follow_list(const std::vector<Followed>& streams) {
  std::vector<Follow> list;
  list.reserve(streams.size());
  for (const Followed& stream : streams) list.push_back({stream.address, stream.read});
  return list;
}

std::size_t size_without_pushes(const SyncRequest& message) {
  return kFixedBytes + message.follow.size() * kFollowBytes + message.have.size() * kHaveBytes +
         (message.close.size() + message.drop.size()) * kEndBytes;
}

std::size_t size_of(const Outgoing& outgoing) { return outgoing.push.blob.size() + kPushBytes; }

// The room that a follow list leaves for pushes, at the least.
constexpr std::size_t kLeastPushRoom =
    kMaxBodyBytes - kFixedBytes - kMaxFollowed * kFollowBytes - 2 * kMaxEnds * kEndBytes;
static_assert(kLeastPushRoom > kMaxBlobBytes + kPushBytes, "every blob fits into some request");

}  // namespace

HttpRequest Exchange::Parts::ask_sync() {
  followed = replica.followed();
  SyncRequest message;
  message.nonce = nonce;
  std::vector<Follow> list = follow_list(followed);
  follow_hash = hash_of_follow(list);
  for (const Followed& stream : followed) message.have.push_back(stream.count);
  sent_list = !list.empty() && follow_known != follow_hash;
  if (sent_list) {
    message.follow = std::move(list);
  } else if (!list.empty()) {
    message.follow_hash = follow_hash;
  }
  message.max_bytes = kMaxBodyBytes;
  add_endings(message);
  pushes.clear();
  if (!hold_pushes) add_pushes(message);
  return {"/v1/sync", encode(message)};
}

// A drop comes after pulling, so that nothing is taken away unseen; a close as early as possible.
void Exchange::Parts::add_endings(SyncRequest& message) {
  Endings endings = replica.endings();
  for (CloseStream& close : endings.close) {
    if (message.close.size() == kMaxEnds) break;
    if (ended.insert(close.address).second) message.close.push_back(std::move(close));
  }
  if (counts.requests == 0 || hold_pushes) return;
  for (DropStream& drop : endings.drop) {
    if (message.drop.size() == kMaxEnds) break;
    if (ended.insert(drop.address).second) message.drop.push_back(std::move(drop));
  }
}

void Exchange::Parts::refill() {
  if (!next_pushes.empty()) return;
  const std::vector<std::int64_t> except(settled.begin(), settled.end());
  for (Outgoing& outgoing : replica.outgoing(kLeastPushRoom, except)) {
    MUST(outgoing.push.blob.size() <= kMaxBlobBytes && !outgoing.push.blob.empty());
    if (!settled.contains(outgoing.number)) next_pushes.push_back(std::move(outgoing));
  }
}

void Exchange::Parts::add_pushes(SyncRequest& message) {
  refill();
  std::size_t size = size_without_pushes(message);
  std::size_t taken = 0;
  for (Outgoing& outgoing : next_pushes) {
    if (taken == kMaxPushes || size + size_of(outgoing) > kMaxBodyBytes) break;
    size += size_of(outgoing);
    message.push.push_back(outgoing.push);
    pushes.push_back(std::move(outgoing));
    ++taken;
  }
  next_pushes.erase(next_pushes.begin(), next_pushes.begin() + static_cast<std::ptrdiff_t>(taken));
}

HttpRequest Exchange::Parts::ask_have() {
  HaveRequest message;
  message.nonce = nonce;
  if (phase == Phase::comparing) {
    message.follow = follow_list(compared);
  } else {
    for (const Suspect& suspect : suspects) {
      if (suspect.is_complete) continue;
      message.follow.push_back({suspect.stream.address, suspect.stream.read});
      message.from.push_back(suspect.server.size());
    }
  }
  return {"/v1/have", encode(message)};
}

}  // namespace alongside
