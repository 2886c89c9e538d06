#include "shared/base/check.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/list_codec.h"

namespace alongside {
namespace {

std::size_t count_of(bool is_there) { return is_there ? 1 : 0; }

void write_push(CborWriter& out, const Push& push) {
  out.map(3 + count_of(push.four.has_value()) + count_of(push.recovery) + count_of(push.pairing));
  out.key(0).bytes(push.address.view()).key(2).bytes(push.append.view());
  if (push.four) {
    out.key(4);
    write_four(out, *push.four);
  }
  out.key(6).bytes(push.blob);
  if (push.recovery) out.key(8).boolean(true);
  if (push.pairing) out.key(10).boolean(true);
}

Result<Push> read_push(CborReader& in) {
  Push push;
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(push.address, in.id<Address>());
  TRY_DO(map.need(2));
  TRY(push.append, in.id<Capability>());
  TRY(const bool has_four, map.has(4));
  if (has_four) {
    TRY(push.four, read_four(in));
  }
  TRY_DO(map.need(6));
  TRY(const View blob, in.bytes());
  push.blob = copy_of(blob);
  TRY(const bool has_recovery, map.has(8));
  if (has_recovery) {
    TRY(push.recovery, read_true(in));
  }
  TRY(const bool has_pairing, map.has(10));
  if (has_pairing) {
    TRY(push.pairing, read_true(in));
  }
  TRY_DO(map.finish());
  return push;
}

void write_close(CborWriter& out, const CloseStream& close) {
  out.map(2 + count_of(close.four.has_value()));
  out.key(0).bytes(close.address.view()).key(2).bytes(close.close.view());
  if (close.four) {
    out.key(4);
    write_four(out, *close.four);
  }
}

Result<CloseStream> read_close(CborReader& in) {
  CloseStream close;
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(close.address, in.id<Address>());
  TRY_DO(map.need(2));
  TRY(close.close, in.id<Capability>());
  TRY(const bool has_four, map.has(4));
  if (has_four) {
    TRY(close.four, read_four(in));
  }
  TRY_DO(map.finish());
  return close;
}

void write_drop(CborWriter& out, const DropStream& drop) {
  out.map(3 + count_of(drop.four.has_value()));
  out.key(0).bytes(drop.address.view()).key(2).bytes(drop.head.view());
  out.key(4).bytes(drop.drop.view());
  if (drop.four) {
    out.key(6);
    write_four(out, *drop.four);
  }
}

Result<DropStream> read_drop(CborReader& in) {
  DropStream drop;
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(drop.address, in.id<Address>());
  TRY_DO(map.need(2));
  TRY(drop.head, in.id<Hash>());
  TRY_DO(map.need(4));
  TRY(drop.drop, in.id<Capability>());
  TRY(const bool has_four, map.has(6));
  if (has_four) {
    TRY(drop.four, read_four(in));
  }
  TRY_DO(map.finish());
  return drop;
}

template <class Item>
void write_list(CborWriter& out, std::uint64_t key, const std::vector<Item>& items,
                void (*write)(CborWriter&, const Item&)) {
  if (items.empty()) return;
  out.key(key).array(items.size());
  for (const Item& item : items) write(out, item);
}

template <class Item>
Result<std::vector<Item>> read_list(CborReader& in, CborMap& map, std::uint64_t key,
                                    std::size_t limit, Result<Item> (*read)(CborReader&)) {
  std::vector<Item> items;
  TRY(const bool is_there, map.has(key));
  if (!is_there) return items;
  TRY(const std::size_t count, open_list(in, limit));
  for (std::size_t i = 0; i < count; ++i) {
    TRY(Item item, read(in));
    items.push_back(std::move(item));
  }
  return items;
}

// What is followed: a list, or its hash, and how much is held of each.
Result<bool> read_followed(CborReader& in, CborMap& map, SyncRequest& message) {
  TRY(const bool has_list, map.has(2));
  if (has_list) {
    TRY(message.follow, read_follow(in));
  }
  TRY(const bool has_hash, map.has(4));
  if (has_hash) {
    TRY(message.follow_hash, in.id<Hash>());
  }
  TRY(const bool has_have, map.has(6));
  if (has_have) {
    TRY(message.have, read_numbers(in, kMaxFollowed));
  }
  if ((has_list && has_hash) || has_have != (has_list || has_hash) ||
      (has_list && message.have.size() != message.follow.size())) {
    return error(ErrorCode::malformed, "A follow list does not fit what is held of it.");
  }
  return true;
}

}  // namespace

Bytes encode(const SyncRequest& message) {
  MUST(message.follow.empty() || !message.follow_hash);
  MUST(message.have.empty() == (message.follow.empty() && !message.follow_hash));
  CborWriter out;
  out.map(2 + count_of(!message.follow.empty()) + count_of(message.follow_hash.has_value()) +
          count_of(!message.have.empty()) + count_of(!message.push.empty()) +
          count_of(!message.close.empty()) + count_of(!message.drop.empty()));
  out.key(0).bytes(message.nonce.view());
  if (!message.follow.empty()) {
    out.key(2);
    write_follow(out, message.follow);
  }
  if (message.follow_hash) out.key(4).bytes(message.follow_hash->view());
  if (!message.have.empty()) {
    out.key(6);
    write_numbers(out, message.have);
  }
  write_list(out, 8, message.push, write_push);
  write_list(out, 10, message.close, write_close);
  write_list(out, 12, message.drop, write_drop);
  out.key(14).uint(message.max_bytes);
  return std::move(out).take();
}

Result<SyncRequest> decode_sync_request(View bytes) {
  if (bytes.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "A request is too large.");
  SyncRequest message;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(message.nonce, in.id<Nonce>());
  TRY_DO(read_followed(in, map, message));
  TRY(message.push, read_list<Push>(in, map, 8, kMaxPushes, read_push));
  TRY(message.close, read_list<CloseStream>(in, map, 10, kMaxEnds, read_close));
  TRY(message.drop, read_list<DropStream>(in, map, 12, kMaxEnds, read_drop));
  TRY_DO(map.need(14));
  TRY(message.max_bytes, in.uint());
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

}  // namespace alongside
