#include "shared/consent/card_codec.h"

#include "shared/codec/cbor.h"
#include "shared/consent/envelope.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxCardText = 256;

enum FactType : std::uint64_t { kDevice = 0, kRemoval = 2, kInbox = 4, kHome = 6, kName = 8 };

CborWriter begin_fact(const SigningKey& root, FactType type, std::size_t more_keys) {
  CborWriter out;
  out.map(3 + more_keys).key(0).uint(kFormat);
  out.key(2).bytes(root.as<RootId>().view()).key(4).uint(type);
  return out;
}

Bytes finish_fact(const SigningKey& root, CborWriter out) {
  return sign_and_encode(root, "alongside/card", std::move(out).take());
}

Result<CardFact> decode_device(CborMap& map, CborReader& in) {
  DeviceRecord record;
  TRY_DO(map.need(6));
  TRY(record.device, in.id<DeviceId>());
  TRY_DO(map.need(8));
  TRY(record.box, in.id<BoxPublic>());
  TRY(const bool has_mark, map.has(10));
  if (has_mark) {
    TRY(const std::uint64_t mark, in.uint());
    if (mark != 2) return error(ErrorCode::unknown_version, "This card needs a newer app.");
    record.mark = DeviceMark::holding;
  }
  TRY(const bool has_holder, map.has(12));
  if (has_holder) {
    TRY(record.holder, in.id<RootId>());
  }
  if (has_holder != has_mark) return error(ErrorCode::malformed, "Holding needs a holder.");
  TRY_DO(map.need(14));
  TRY(record.consent, in.id<Signature>());
  return CardFact(record);
}

Result<CardFact> decode_inbox(CborMap& map, CborReader& in) {
  Turned<InboxRecord> inbox;
  TRY_DO(map.need(6));
  TRY(inbox.turn, in.uint());
  TRY_DO(map.need(8));
  TRY(inbox.record.read, in.id<CapHash>());
  TRY_DO(map.need(10));
  TRY(const View append_cap, in.bytes());
  TRY(inbox.record.append, Key::from(append_cap));
  TRY_DO(map.need(12));
  TRY(inbox.record.close, in.id<CapHash>());
  TRY_DO(map.need(14));
  TRY(inbox.record.drop, in.id<CapHash>());
  TRY_DO(map.need(16));
  TRY(inbox.record.box, in.id<BoxPublic>());
  return CardFact(inbox);
}

Result<std::string> read_short_text(CborReader& in) {
  TRY(const std::string_view text, in.text());
  if (text.size() > kMaxCardText)
    return error(ErrorCode::too_large, "A text on a card is too long.");
  return std::string(text);
}

Result<CardFact> decode_home(CborMap& map, CborReader& in) {
  Turned<HomeRecord> home;
  TRY_DO(map.need(6));
  TRY(home.turn, in.uint());
  TRY_DO(map.need(8));
  TRY(home.record.url, read_short_text(in));
  TRY_DO(map.need(10));
  TRY(home.record.server_key, in.id<SigningPublic>());
  return CardFact(home);
}

Result<CardFact> decode_name(CborMap& map, CborReader& in) {
  Turned<std::string> name;
  TRY_DO(map.need(6));
  TRY(name.turn, in.uint());
  TRY_DO(map.need(8));
  TRY(name.record, read_short_text(in));
  return CardFact(name);
}

Result<CardFact> decode_typed(std::uint64_t type, CborMap& map, CborReader& in) {
  switch (type) {
    case kDevice:
      return decode_device(map, in);
    case kRemoval: {
      RemovedDevice removal;
      TRY_DO(map.need(6));
      TRY(removal.device, in.id<DeviceId>());
      return CardFact(removal);
    }
    case kInbox:
      return decode_inbox(map, in);
    case kHome:
      return decode_home(map, in);
    case kName:
      return decode_name(map, in);
    default:
      return error(ErrorCode::unknown_version, "This card needs a newer app.");
  }
}

}  // namespace

Bytes sign_device(const SigningKey& root, const DeviceRecord& record) {
  const bool holding = record.mark == DeviceMark::holding;
  CborWriter out = begin_fact(root, kDevice, holding ? 5 : 3);
  out.key(6).bytes(record.device.view()).key(8).bytes(record.box.view());
  if (holding) {
    out.key(10).uint(2).key(12).bytes(record.holder.value_or(RootId{}).view());
  }
  out.key(14).bytes(record.consent.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_removal(const SigningKey& root, const DeviceId& device) {
  CborWriter out = begin_fact(root, kRemoval, 1);
  out.key(6).bytes(device.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_inbox(const SigningKey& root, std::uint64_t turn, const InboxRecord& inbox) {
  CborWriter out = begin_fact(root, kInbox, 6);
  out.key(6).uint(turn).key(8).bytes(inbox.read.view()).key(10).bytes(inbox.append.view());
  out.key(12).bytes(inbox.close.view()).key(14).bytes(inbox.drop.view());
  out.key(16).bytes(inbox.box.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_home(const SigningKey& root, std::uint64_t turn, const HomeRecord& home) {
  CborWriter out = begin_fact(root, kHome, 3);
  out.key(6).uint(turn).key(8).text(home.url).key(10).bytes(home.server_key.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_name(const SigningKey& root, std::uint64_t turn, std::string_view name) {
  CborWriter out = begin_fact(root, kName, 2);
  out.key(6).uint(turn).key(8).text(name);
  return finish_fact(root, std::move(out));
}

Result<CardFact> decode_fact(const RootId& root, View body) {
  CborReader in(body);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "This card needs a newer app.");
  TRY_DO(map.need(2));
  TRY(const RootId says, in.id<RootId>());
  if (says != root) return error(ErrorCode::malformed, "A card holds another identity's record.");
  TRY_DO(map.need(4));
  TRY(const std::uint64_t type, in.uint());
  if (type % 2 == 1) return CardFact(UnknownFact{});
  TRY(const CardFact fact, decode_typed(type, map, in));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return fact;
}

}  // namespace alongside
