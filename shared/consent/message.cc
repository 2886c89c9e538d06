#include "shared/consent/message.h"

#include "shared/change/list_codec.h"
#include "shared/consent/envelope.h"
#include "shared/consent/erased_codec.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::string_view kMessageTag = "alongside/message";

Result<bool> read_format(CborMap& map, CborReader& in) {
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "A message needs a newer app.");
  return true;
}

Result<Message> decode_body(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(read_format(map, in));
  Message message;
  TRY_DO(map.need(2));
  TRY(message.recipient, in.id<RootId>());
  TRY_DO(map.need(4));
  TRY(message.sender, in.id<RootId>());
  TRY_DO(map.need(6));
  TRY(message.sender_device, in.id<DeviceId>());
  TRY_DO(map.need(8));
  TRY(message.kind, in.uint());
  TRY_DO(map.need(10));
  TRY(const View content, in.bytes());
  message.content = copy_of(content);
  TRY_DO(map.need(12));
  TRY(message.at, in.integer());
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

template <class AnyId>
Result<bool> read_set(CborMap& map, CborReader& in, std::uint64_t key, std::set<AnyId>& into) {
  TRY(const bool there, map.has(key));
  if (!there) return true;
  TRY(const auto list, read_ids<AnyId>(in));
  into.insert(list.begin(), list.end());
  return true;
}

}  // namespace

Bytes encode_message(const Message& message, const SigningKey& device) {
  CborWriter out;
  out.map(7).key(0).uint(kFormat);
  out.key(2).bytes(message.recipient.view()).key(4).bytes(message.sender.view());
  out.key(6).bytes(message.sender_device.view()).key(8).uint(message.kind);
  out.key(10).bytes(message.content).key(12).integer(message.at);
  return sign_and_encode(device, kMessageTag, std::move(out).take());
}

Result<Message> decode_message(View bytes) {
  TRY(const SignedBytes record, decode_signed(bytes));
  TRY(Message message, decode_body(record.body));
  const bool fits = record.signature && verify(message.sender_device.view(), kMessageTag,
                                               record.body, *record.signature);
  if (!fits) return error(ErrorCode::bad_signature, "A message's signature does not fit.");
  return message;
}

Bytes encode_notice(const StopNotice& notice) {
  std::size_t keys = 3;
  for (const bool there :
       {!notice.stopped.empty(), !notice.gone.empty(), !notice.ended.empty(),
        !notice.frontier.empty(), !notice.adopted.empty(), !notice.erased.empty()}) {
    keys += there ? 1 : 0;
  }
  CborWriter out;
  out.map(keys).key(0).uint(kFormat);
  out.key(2).bytes(notice.space.view()).key(4).uint(notice.section);
  if (!notice.stopped.empty()) write_ids(out.key(6), notice.stopped);
  if (!notice.gone.empty()) write_ids(out.key(8), notice.gone);
  if (!notice.ended.empty()) write_ids(out.key(10), notice.ended);
  if (!notice.frontier.empty()) write_batch_refs(out.key(12), notice.frontier);
  if (!notice.adopted.empty()) write_ids(out.key(14), notice.adopted);
  if (!notice.erased.empty()) write_erased(out.key(16), notice.erased);
  return std::move(out).take();
}

Result<StopNotice> decode_notice(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(read_format(map, in));
  StopNotice notice;
  TRY_DO(map.need(2));
  TRY(notice.space, in.id<SpaceId>());
  TRY_DO(map.need(4));
  TRY(notice.section, in.uint());
  TRY_DO(read_set(map, in, 6, notice.stopped));
  TRY_DO(read_set(map, in, 8, notice.gone));
  TRY_DO(read_set(map, in, 10, notice.ended));
  TRY(const bool has_frontier, map.has(12));
  if (has_frontier) {
    TRY(notice.frontier, read_batch_refs(in));
  }
  TRY_DO(read_set(map, in, 14, notice.adopted));
  TRY(const bool has_erased, map.has(16));
  if (has_erased) {
    TRY(notice.erased, read_erased(in));
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return notice;
}

Hash notice_id(View bytes) { return tagged_hash("alongside/notice", {bytes}); }

}  // namespace alongside
