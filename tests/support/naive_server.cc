#include "tests/support/naive_server.h"

#include <algorithm>

namespace alongside {
namespace {

std::string sentence() { return "The request is malformed."; }

}  // namespace

Hash NaiveServer::Stream::head(std::size_t count) const {
  if (state == StreamState::dropped) return dropped_head(*proof);
  Hash head;
  for (std::size_t i = 0; i < count; ++i) head = next_head(head, hash_of_blob(blobs[i]));
  return head;
}

NaiveServer::Stream* NaiveServer::find(const Address& address, const std::optional<Four>& four) {
  const auto known = streams.find(address);
  if (known != streams.end()) return &known->second;
  if (!four || address_of(*four) != address) return nullptr;
  return &(streams[address] = Stream{*four, {}, StreamState::open, {}});
}

void NaiveServer::end(const SyncRequest& request) {
  for (const DropStream& drop : request.drop) {
    if (drop.four && hash_of(drop.drop) != (*drop.four)[3]) continue;
    Stream* stream = find(drop.address, drop.four);
    if (stream == nullptr || hash_of(drop.drop) != stream->four[3]) continue;
    if (!stream->blobs.empty() && stream->head(stream->blobs.size()) != drop.head) continue;
    stream->blobs.clear();
    stream->state = StreamState::dropped;
    stream->proof = drop.drop;
  }
  for (const CloseStream& close : request.close) {
    if (close.four && hash_of(close.close) != (*close.four)[2]) continue;
    Stream* stream = find(close.address, close.four);
    if (stream == nullptr || stream->state != StreamState::open) continue;
    if (hash_of(close.close) != stream->four[2]) continue;
    stream->state = StreamState::closed;
    stream->proof = close.close;
  }
}

PushResult NaiveServer::push(const Push& push) {
  if (push.blob.empty()) return {PushStatus::denied, {}, {}};
  if (push.blob.size() > kMaxBlobBytes) return {PushStatus::too_large, {}, {}};
  if (push.four && hash_of(push.append) != (*push.four)[1]) return {PushStatus::denied, {}, {}};
  Stream* stream = find(push.address, push.four);
  if (stream == nullptr || hash_of(push.append) != stream->four[1]) {
    return {PushStatus::denied, {}, {}};
  }
  if (stream->state == StreamState::dropped) return {PushStatus::dropped, {}, stream->proof};
  const bool is_here =
      std::find(stream->blobs.begin(), stream->blobs.end(), push.blob) != stream->blobs.end();
  if (!is_here && stream->state == StreamState::closed) {
    return {PushStatus::closed, {}, stream->proof};
  }
  if (!is_here) stream->blobs.push_back(push.blob);
  return {PushStatus::stored, make_receipt(key_, push.address, hash_of_blob(push.blob)), {}};
}

// Keeps to one blob in all where the request leaves no room, else to what surely fits into an
// answer.
void NaiveServer::deliver(const SyncRequest& request, const std::vector<Follow>& follow,
                          SyncAnswer& answer) {
  constexpr std::size_t kSurelyFits = kMaxBlobBytes + 50'000;
  bool gave = false;
  std::size_t room = request.max_bytes > 0 ? kSurelyFits : 0;
  std::vector<Hash> heads;
  for (std::size_t i = 0; i < follow.size(); ++i) {
    const auto found = streams.find(follow[i].address);
    const bool may_read =
        found != streams.end() && hash_of(follow[i].read) == found->second.four[0];
    const Stream stream = may_read ? found->second : Stream{};
    if (stream.state != StreamState::open)
      answer.states.push_back({i, stream.state, *stream.proof});
    std::size_t reached = request.have[i];
    if (stream.state != StreamState::dropped && reached > stream.blobs.size()) {
      answer.behind.push_back(i);
      heads.push_back(behind_head());
      continue;
    }
    Delivery part{i, {}, {}};
    for (; reached < stream.blobs.size(); ++reached) {
      const std::size_t size = stream.blobs[reached].size();
      if (gave && size > room) break;
      gave = true;
      room -= std::min(room, size);
      std::uint64_t own = 0;
      while (own < request.push.size() && (answer.pushed[own].status != PushStatus::stored ||
                                           request.push[own].address != follow[i].address ||
                                           request.push[own].blob != stream.blobs[reached])) {
        ++own;
      }
      if (own == request.push.size()) {
        part.items.push_back(stream.blobs[reached]);
      } else {
        part.items.push_back(own);
      }
    }
    heads.push_back(stream.head(reached));
    answer.more = answer.more || reached < stream.blobs.size();
    if (!part.items.empty()) answer.deliver.push_back(std::move(part));
  }
  if (!follow.empty()) answer.digest = digest_of(heads);
}

NaiveServer::Answer NaiveServer::sync(View request) {
  const auto asked = decode_sync_request(request);
  if (!asked) return {400, copy_of(view_of(sentence()))};
  SyncAnswer answer;
  answer.boot = boot;
  answer.time = time;
  if (asked->follow_hash && *asked->follow_hash != hash_of_follow(remembered)) {
    answer.need_list = true;
  } else {
    if (!asked->follow.empty()) remembered = asked->follow;
    const std::vector<Follow> follow = asked->have.empty() ? std::vector<Follow>() : remembered;
    if (follow.size() != asked->have.size()) return {400, copy_of(view_of(sentence()))};
    end(*asked);
    for (const Push& one : asked->push) answer.pushed.push_back(push(one));
    deliver(*asked, follow, answer);
  }
  if (twist) twist(*asked, answer);
  return {200, seal_answer(key_, asked->nonce, encode(answer))};
}

NaiveServer::Answer NaiveServer::have(View request) {
  const auto asked = decode_have_request(request);
  if (!asked) return {400, copy_of(view_of(sentence()))};
  HaveAnswer answer;
  answer.boot = boot;
  answer.time = time;
  for (std::size_t i = 0; i < asked->follow.size(); ++i) {
    const auto found = streams.find(asked->follow[i].address);
    const bool may_read =
        found != streams.end() && hash_of(asked->follow[i].read) == found->second.four[0];
    const Stream stream = may_read ? found->second : Stream{};
    answer.streams.push_back({stream.blobs.size(), stream.head(stream.blobs.size()), stream.state});
    if (asked->from.empty()) continue;
    std::vector<Hash> hashes;
    for (std::size_t at = asked->from[i]; at < stream.blobs.size(); ++at) {
      hashes.push_back(hash_of_blob(stream.blobs[at]));
    }
    answer.hashes.push_back(std::move(hashes));
  }
  if (twist_have) twist_have(answer);
  return {200, seal_answer(key_, asked->nonce, encode(answer))};
}

}  // namespace alongside
