#include "sync-server/store/sync_turn.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// Upper bounds of what parts of an answer take once encoded.
constexpr std::size_t kFixedBytes = 256;
constexpr std::size_t kResultBytes = 112;
constexpr std::size_t kFollowedBytes = 64;
constexpr std::size_t kItemBytes = 5;
static_assert(kMaxBodyBytes - kFixedBytes - kMaxPushes * kResultBytes -
                      kMaxFollowed * kFollowedBytes >
                  kMaxBlobBytes + kItemBytes,
              "every blob fits into some answer");

constexpr std::size_t kRead = 0;
constexpr std::size_t kAppend = 1;
constexpr std::size_t kClose = 2;
constexpr std::size_t kDrop = 3;

}  // namespace

SyncTurn::SyncTurn(const SyncRequest& request, With with) : request_(request), with_(with) {
  hashes_.reserve(request.push.size());
  for (const Push& push : request.push) hashes_.push_back(hash_of_blob(push.blob));
}

SyncAnswer SyncTurn::answer(const std::vector<Follow>& follow) {
  MUST(follow.size() == request_.have.size());
  for (const DropStream& one : request_.drop) drop(one);
  for (const CloseStream& one : request_.close) close(one);
  for (std::size_t i = 0; i < request_.push.size(); ++i) {
    answer_.pushed.push_back(push(request_.push[i], hashes_[i]));
    if (answer_.pushed.back().status != PushStatus::stored) continue;
    stored_here_.emplace(std::pair(request_.push[i].address, hashes_[i]), i);
  }
  const std::size_t fixed =
      kFixedBytes + request_.push.size() * kResultBytes + follow.size() * kFollowedBytes;
  room_ = std::min<std::size_t>(request_.max_bytes, kMaxBodyBytes - fixed);
  for (std::uint64_t i = 0; i < follow.size(); ++i) deliver(i, follow[i]);
  if (!follow.empty()) answer_.digest = digest_of(heads_);
  return std::move(answer_);
}

LogStream* SyncTurn::find(const Address& address) {
  const auto known = streams_.find(address);
  if (known != streams_.end()) return &known->second;
  std::optional<LogStream> found = with_.log.find(address);
  if (!found) return nullptr;
  return &streams_.emplace(address, std::move(*found)).first->second;
}

// Counts what is about to be stored against the device's quota. False: there is no room for it.
bool SyncTurn::counts(std::size_t bytes) {
  const auto size = static_cast<std::int64_t>(bytes);
  if (!Tokens::has_room(with_.device, size, with_.now, with_.quota)) return false;
  with_.tokens.count_stored(with_.device, size, with_.now);
  return true;
}

LogStream* SyncTurn::find_or_create(const Address& address, const std::optional<Four>& four) {
  if (LogStream* known = find(address)) return known;
  if (!four || address_of(*four) != address) return nullptr;
  if (!counts(kStreamBytes)) return nullptr;
  return &streams_.emplace(address, with_.log.create(*four, {})).first->second;
}

void SyncTurn::drop(const DropStream& drop) {
  if (drop.four && hash_of(drop.drop) != (*drop.four)[kDrop]) return;
  LogStream* stream = find_or_create(drop.address, drop.four);
  if (stream == nullptr || stream->state == StreamState::dropped) return;
  if (hash_of(drop.drop) != stream->four[kDrop]) return;
  if (drop.head != stream->head && stream->count > 0) return;
  with_.log.drop(*stream, drop.drop);
}

void SyncTurn::close(const CloseStream& close) {
  if (close.four && hash_of(close.close) != (*close.four)[kClose]) return;
  LogStream* stream = find_or_create(close.address, close.four);
  if (stream == nullptr || stream->state != StreamState::open) return;
  if (hash_of(close.close) != stream->four[kClose]) return;
  with_.log.close(*stream, close.close);
}

// A blob that is here already was stored, whatever became of the stream since; a dropped stream has
// none.
PushResult SyncTurn::push(const Push& push, const Hash& hash) {
  if (push.blob.empty()) return {PushStatus::denied, {}, {}};
  if (push.blob.size() > kMaxBlobBytes) return {PushStatus::too_large, {}, {}};
  if (push.four && hash_of(push.append) != (*push.four)[kAppend]) {
    return {PushStatus::denied, {}, {}};
  }
  LogStream* stream = find(push.address);
  if (stream == nullptr) return push_to_new(push, hash);
  const bool may_append =
      hash_of(push.append) == stream->four[kAppend] || PLANT(server_accepts_wrong_append);
  if (!may_append) return {PushStatus::denied, {}, {}};
  if (stream->state == StreamState::dropped) return {PushStatus::dropped, {}, stream->proof};
  if (with_.log.holds(*stream, hash) && !PLANT(server_forgets_on_duplicate)) return {};
  if (stream->state == StreamState::closed) return {PushStatus::closed, {}, stream->proof};
  if (!counts(push.blob.size())) return {PushStatus::too_large, {}, {}};
  with_.log.append(*stream, hash, push.blob);
  return {};
}

// Requires: nothing is at the address, and A fits the four hashes, if there are any.
PushResult SyncTurn::push_to_new(const Push& push, const Hash& hash) {
  if (!push.four || address_of(*push.four) != push.address) return {PushStatus::denied, {}, {}};
  const std::int64_t device = with_.device.number;
  if (push.recovery && with_.log.has_recovery(device)) return {PushStatus::denied, {}, {}};
  if (!counts(kStreamBytes + push.blob.size())) return {PushStatus::too_large, {}, {}};
  std::optional<Log::LetsIn> lets_in;
  if (push.recovery) lets_in = {device, std::nullopt};
  if (push.pairing) lets_in = {device, with_.now + kPairingLifeMs};
  LogStream stream = with_.log.create(*push.four, lets_in);
  with_.log.append(stream, hash, push.blob);
  streams_.emplace(push.address, std::move(stream));
  return {};
}

// Who shows a wrong R is told what is told of a stream that was never written.
void SyncTurn::deliver(std::uint64_t index, const Follow& follow) {
  LogStream* found = find(follow.address);
  const bool may_read = found != nullptr && hash_of(follow.read) == found->four[kRead];
  const LogStream stream = may_read ? *found : LogStream{};
  if (stream.state != StreamState::open) {
    answer_.states.push_back({index, stream.state, *stream.proof});
  }
  const std::uint64_t have = request_.have[index];
  if (stream.state == StreamState::dropped) {
    heads_.push_back(stream.head);
  } else if (have > stream.count) {
    answer_.behind.push_back(index);
    heads_.push_back(behind_head());
  } else if (have == stream.count) {
    heads_.push_back(stream.head);
  } else {
    deliver_blobs(index, stream);
  }
}

void SyncTurn::deliver_blobs(std::uint64_t index, const LogStream& stream) {
  const std::uint64_t have = request_.have[index];
  Delivery part;
  part.index = index;
  if (room_ > 0 || !gave_a_blob_) {
    with_.log.visit(stream, have, [&](const Hash& hash, View blob) {
      const auto own = stored_here_.find({stream.address, hash});
      const bool is_own = own != stored_here_.end();
      const std::size_t size = (is_own ? 0 : blob.size()) + kItemBytes;
      if (size > room_ && gave_a_blob_) return false;
      room_ -= std::min(size, room_);
      gave_a_blob_ = true;
      part.items.push_back(is_own ? DeliveredItem(own->second) : DeliveredItem(copy_of(blob)));
      return true;
    });
  }
  const std::uint64_t reached = have + part.items.size();
  heads_.push_back(with_.log.head_at(stream, reached));
  if (reached < stream.count) answer_.more = true;
  if (!part.items.empty()) answer_.deliver.push_back(std::move(part));
}

}  // namespace alongside
