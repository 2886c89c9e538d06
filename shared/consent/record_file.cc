#include "shared/consent/record_file.h"

#include "shared/codec/cbor.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;

}  // namespace

Bytes encode_about(const AboutRecord& about) {
  CborWriter out;
  out.map(about.hands_over ? 5 : 4).key(0).uint(kFormat).key(2).bytes(about.space.view());
  out.key(4).bytes(about.taken_by.view()).key(6).integer(about.taken_ms);
  if (about.hands_over) out.key(8).boolean(true);
  return std::move(out).take();
}

Result<AboutRecord> decode_about(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) {
    return error(ErrorCode::unknown_version, "This record needs a newer app.");
  }
  AboutRecord about;
  TRY_DO(map.need(2));
  TRY(const View space, in.bytes());
  TRY(about.space, SpaceId::from(space));
  TRY_DO(map.need(4));
  TRY(const View taken_by, in.bytes());
  TRY(about.taken_by, RootId::from(taken_by));
  TRY_DO(map.need(6));
  TRY(about.taken_ms, in.integer());
  TRY(const bool has_hand_over, map.has(8));
  if (has_hand_over) {
    TRY(about.hands_over, in.boolean());
    if (!about.hands_over) {
      return error(ErrorCode::malformed, "A default is written out in a record.");
    }
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return about;
}

Hash exchange_name(const FileId& id, const Key& capability) {
  return tagged_hash("alongside/exchange-stream", {id.view(), capability.view()});
}

}  // namespace alongside
