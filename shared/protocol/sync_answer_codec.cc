#include "shared/base/check.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/list_codec.h"

namespace alongside {
namespace {

std::size_t count_of(bool is_there) { return is_there ? 1 : 0; }

void write_result(CborWriter& out, const PushResult& result) {
  const bool is_stored = result.status == PushStatus::stored;
  out.map(count_of(!is_stored) + count_of(result.receipt.has_value()) +
          count_of(result.proof.has_value()));
  if (!is_stored) out.key(0).uint(static_cast<std::uint64_t>(result.status));
  if (result.receipt) out.key(2).bytes(result.receipt->view());
  if (result.proof) out.key(4).bytes(result.proof->view());
}

// A status number is at most too_large (4); a server that needs a new one says so by a new key.
Result<PushStatus> read_status(CborReader& in) {
  TRY(const std::uint64_t status, in.uint());
  if (status == 0) return error(ErrorCode::malformed, "A default is left out.");
  if (status > static_cast<std::uint64_t>(PushStatus::too_large)) {
    return error(ErrorCode::unknown_version, "A newer server's answer.");
  }
  return static_cast<PushStatus>(status);
}

Result<PushResult> read_result(CborReader& in) {
  PushResult result;
  TRY(CborMap map, CborMap::open(in));
  TRY(const bool has_status, map.has(0));
  if (has_status) {
    TRY(result.status, read_status(in));
  }
  TRY(const bool has_receipt, map.has(2));
  if (has_receipt) {
    TRY(result.receipt, in.id<Signature>());
  }
  TRY(const bool has_proof, map.has(4));
  if (has_proof) {
    TRY(result.proof, in.id<Capability>());
  }
  TRY_DO(map.finish());
  return result;
}

void write_delivery(CborWriter& out, const Delivery& part) {
  MUST(!part.items.empty());
  out.map(2 + count_of(part.first.has_value())).key(0).uint(part.index);
  if (part.first) out.key(2).uint(*part.first);
  out.key(4).array(part.items.size());
  for (const DeliveredItem& item : part.items) {
    if (const Bytes* blob = std::get_if<Bytes>(&item)) {
      out.bytes(*blob);
    } else {
      out.uint(std::get<std::uint64_t>(item));
    }
  }
}

// A blob, or the number of a push: told apart by the first byte (a byte string's major type is 2).
Result<DeliveredItem> read_item(CborReader& in) {
  TRY(const View raw, in.raw());
  CborReader item(raw);
  if ((raw[0] >> 5) != std::byte{2}) {
    TRY(const std::uint64_t number, item.uint());
    return DeliveredItem(number);
  }
  TRY(const View blob, item.bytes());
  if (blob.empty()) return error(ErrorCode::malformed, "A blob is empty.");
  if (blob.size() > kMaxBlobBytes) return error(ErrorCode::too_large, "A blob is too large.");
  return DeliveredItem(copy_of(blob));
}

Result<Delivery> read_delivery(CborReader& in) {
  Delivery part;
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(part.index, in.uint());
  TRY(const bool has_first, map.has(2));
  if (has_first) {
    TRY(part.first, in.uint());
  }
  TRY_DO(map.need(4));
  TRY(const std::size_t count, open_list(in, kMaxBodyBytes));
  for (std::size_t i = 0; i < count; ++i) {
    TRY(DeliveredItem item, read_item(in));
    part.items.push_back(std::move(item));
  }
  TRY_DO(map.finish());
  return part;
}

Result<StreamEnd> read_end(CborReader& in) {
  StreamEnd end;
  TRY_DO(open_parts(in, 3));
  TRY(end.index, in.uint());
  TRY(const std::uint64_t state, in.uint());
  if (state != static_cast<std::uint64_t>(StreamState::closed) &&
      state != static_cast<std::uint64_t>(StreamState::dropped)) {
    return error(ErrorCode::malformed, "A stream ends closed or dropped.");
  }
  end.state = static_cast<StreamState>(state);
  TRY(end.proof, in.id<Capability>());
  return end;
}

void write_streams(CborWriter& out, const SyncAnswer& message) {
  if (!message.deliver.empty()) {
    out.key(6).array(message.deliver.size());
    for (const Delivery& part : message.deliver) write_delivery(out, part);
  }
  if (!message.states.empty()) {
    out.key(8).array(message.states.size());
    for (const StreamEnd& end : message.states) {
      out.array(3).uint(end.index).uint(static_cast<std::uint64_t>(end.state));
      out.bytes(end.proof.view());
    }
  }
  if (message.more) out.key(10).boolean(true);
  if (message.digest) out.key(12).bytes(message.digest->view());
  if (!message.behind.empty()) {
    out.key(14);
    write_numbers(out, message.behind);
  }
}

Result<bool> read_pushed(CborReader& in, CborMap& map, SyncAnswer& message) {
  TRY(const bool is_there, map.has(4));
  if (!is_there) return true;
  TRY(const std::size_t count, open_list(in, kMaxPushes));
  for (std::size_t i = 0; i < count; ++i) {
    TRY(PushResult result, read_result(in));
    message.pushed.push_back(result);
  }
  return true;
}

Result<bool> read_streams(CborReader& in, CborMap& map, SyncAnswer& message) {
  TRY(const bool has_deliver, map.has(6));
  if (has_deliver) {
    TRY(const std::size_t count, open_list(in, kMaxFollowed));
    for (std::size_t i = 0; i < count; ++i) {
      TRY(Delivery part, read_delivery(in));
      message.deliver.push_back(std::move(part));
    }
  }
  TRY(const bool has_states, map.has(8));
  if (has_states) {
    TRY(const std::size_t count, open_list(in, kMaxFollowed));
    for (std::size_t i = 0; i < count; ++i) {
      TRY(const StreamEnd end, read_end(in));
      message.states.push_back(end);
    }
  }
  TRY(const bool has_more, map.has(10));
  if (has_more) {
    TRY(message.more, read_true(in));
  }
  TRY(const bool has_digest, map.has(12));
  if (has_digest) {
    TRY(message.digest, in.id<Hash>());
  }
  TRY(const bool has_behind, map.has(14));
  if (has_behind) {
    TRY(message.behind, read_numbers(in, kMaxFollowed));
  }
  return true;
}

}  // namespace

Bytes encode(const SyncAnswer& message) {
  CborWriter out;
  out.map(2 + count_of(!message.pushed.empty()) + count_of(!message.deliver.empty()) +
          count_of(!message.states.empty()) + count_of(message.more) +
          count_of(message.digest.has_value()) + count_of(!message.behind.empty()) +
          count_of(message.need_list));
  out.key(0).bytes(message.boot.view()).key(2).integer(message.time);
  if (!message.pushed.empty()) {
    out.key(4).array(message.pushed.size());
    for (const PushResult& result : message.pushed) write_result(out, result);
  }
  write_streams(out, message);
  if (message.need_list) out.key(16).boolean(true);
  return std::move(out).take();
}

Result<SyncAnswer> decode_sync_answer(View bytes) {
  if (bytes.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "An answer is too large.");
  SyncAnswer message;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(message.boot, in.id<BootId>());
  TRY_DO(map.need(2));
  TRY(message.time, read_time(in));
  TRY_DO(read_pushed(in, map, message));
  TRY_DO(read_streams(in, map, message));
  TRY(const bool has_need_list, map.has(16));
  if (has_need_list) {
    TRY(message.need_list, read_true(in));
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

}  // namespace alongside
