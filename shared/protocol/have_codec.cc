#include "shared/base/check.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/list_codec.h"

namespace alongside {
namespace {

Result<HaveStream> read_stream(CborReader& in) {
  HaveStream stream;
  TRY_DO(open_parts(in, 3));
  TRY(stream.count, in.uint());
  TRY(stream.head, in.id<Hash>());
  TRY(const std::uint64_t state, in.uint());
  if (state > static_cast<std::uint64_t>(StreamState::dropped)) {
    return error(ErrorCode::malformed, "A stream is open, closed or dropped.");
  }
  stream.state = static_cast<StreamState>(state);
  return stream;
}

// [ [ blob hash * ] * ]: here an inner list may be empty. All of them hold at most
// kMaxHashesAnswered.
Result<std::vector<std::vector<Hash>>> read_hash_lists(CborReader& in) {
  TRY(const std::size_t count, open_list(in, kMaxFollowed));
  std::vector<std::vector<Hash>> lists(count);
  std::size_t total = 0;
  for (std::vector<Hash>& list : lists) {
    TRY(const std::size_t size, in.array());
    total += size;
    if (total > kMaxHashesAnswered) return error(ErrorCode::too_large, "Too many hashes.");
    for (std::size_t i = 0; i < size; ++i) {
      TRY(const Hash hash, in.id<Hash>());
      list.push_back(hash);
    }
  }
  return lists;
}

}  // namespace

Bytes encode(const HaveRequest& message) {
  MUST(!message.follow.empty());
  MUST(message.from.empty() || message.from.size() == message.follow.size());
  CborWriter out;
  out.map(message.from.empty() ? 2 : 3).key(0).bytes(message.nonce.view()).key(2);
  write_follow(out, message.follow);
  if (!message.from.empty()) {
    out.key(4);
    write_numbers(out, message.from);
  }
  return std::move(out).take();
}

Result<HaveRequest> decode_have_request(View bytes) {
  if (bytes.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "A request is too large.");
  HaveRequest message;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(message.nonce, in.id<Nonce>());
  TRY_DO(map.need(2));
  TRY(message.follow, read_follow(in));
  TRY(const bool has_from, map.has(4));
  if (has_from) {
    TRY(message.from, read_numbers(in, kMaxFollowed));
    if (message.from.size() != message.follow.size()) {
      return error(ErrorCode::malformed, "A follow list does not fit what is asked of it.");
    }
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

Bytes encode(const HaveAnswer& message) {
  MUST(!message.streams.empty());
  MUST(message.hashes.empty() || message.hashes.size() == message.streams.size());
  CborWriter out;
  out.map(message.hashes.empty() ? 3 : 4).key(0).bytes(message.boot.view());
  out.key(2).integer(message.time).key(4).array(message.streams.size());
  for (const HaveStream& stream : message.streams) {
    out.array(3).uint(stream.count).bytes(stream.head.view());
    out.uint(static_cast<std::uint64_t>(stream.state));
  }
  if (!message.hashes.empty()) {
    out.key(6).array(message.hashes.size());
    for (const std::vector<Hash>& list : message.hashes) {
      out.array(list.size());
      for (const Hash& hash : list) out.bytes(hash.view());
    }
  }
  return std::move(out).take();
}

Result<HaveAnswer> decode_have_answer(View bytes) {
  if (bytes.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "An answer is too large.");
  HaveAnswer message;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(message.boot, in.id<BootId>());
  TRY_DO(map.need(2));
  TRY(message.time, read_time(in));
  TRY_DO(map.need(4));
  TRY(const std::size_t count, open_list(in, kMaxFollowed));
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const HaveStream stream, read_stream(in));
    message.streams.push_back(stream);
  }
  TRY(const bool has_hashes, map.has(6));
  if (has_hashes) {
    TRY(message.hashes, read_hash_lists(in));
    if (message.hashes.size() != message.streams.size()) {
      return error(ErrorCode::malformed, "The hashes do not fit the streams.");
    }
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

}  // namespace alongside
