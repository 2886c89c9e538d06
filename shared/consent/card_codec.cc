#include "shared/consent/card_codec.h"

#include "shared/base/plant.h"
#include "shared/codec/cbor.h"
#include "shared/consent/envelope.h"
#include "shared/consent/space_name.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxCardText = 256;

enum FactType : std::uint64_t {
  kDevice = 0,
  kRemoval = 2,
  kInbox = 4,
  kHome = 6,
  kName = 8,
  kRole = 10,
  kSuccessor = 12,
  kRoleInbox = 14,
  kErased = 16
};

CborWriter begin_fact(const IdentityKey& root, FactType type, std::size_t more_keys) {
  CborWriter out;
  out.map(3 + more_keys).key(0).uint(kFormat);
  out.key(2).bytes(root.name().view()).key(4).uint(type);
  return out;
}

Bytes finish_fact(const IdentityKey& root, CborWriter out) {
  return sign_and_encode(root.key(), "alongside/card", std::move(out).take());
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

Result<std::string> read_short_text(CborReader& in) {
  TRY(const std::string_view text, in.text());
  if (text.size() > kMaxCardText)
    return error(ErrorCode::too_large, "A text on a card is too long.");
  return std::string(text);
}

// The five parts of an inbox, under even keys from `key` on.
Result<InboxRecord> read_inbox(CborMap& map, CborReader& in, std::uint64_t key) {
  InboxRecord inbox;
  TRY_DO(map.need(key));
  TRY(inbox.read, in.id<CapHash>());
  TRY_DO(map.need(key + 2));
  TRY(const View append_cap, in.bytes());
  TRY(inbox.append, Key::from(append_cap));
  TRY_DO(map.need(key + 4));
  TRY(inbox.close, in.id<CapHash>());
  TRY_DO(map.need(key + 6));
  TRY(inbox.drop, in.id<CapHash>());
  TRY_DO(map.need(key + 8));
  TRY(inbox.box, in.id<BoxPublic>());
  return inbox;
}

void write_inbox(CborWriter& out, const InboxRecord& inbox, std::uint64_t key) {
  out.key(key).bytes(inbox.read.view()).key(key + 2).bytes(inbox.append.view());
  out.key(key + 4).bytes(inbox.close.view()).key(key + 6).bytes(inbox.drop.view());
  out.key(key + 8).bytes(inbox.box.view());
}

Result<CardFact> decode_inbox(CborMap& map, CborReader& in) {
  Turned<InboxRecord> inbox;
  TRY_DO(map.need(6));
  TRY(inbox.turn, in.uint());
  TRY(inbox.record, read_inbox(map, in, 8));
  return CardFact(inbox);
}

Result<std::string> read_role_name(CborReader& in) {
  TRY(std::string role, read_short_text(in));
  if (role.empty()) return error(ErrorCode::malformed, "A role has a name.");
  return role;
}

Result<CardFact> decode_role_inbox(CborMap& map, CborReader& in) {
  Turned<RoleInbox> inbox;
  TRY_DO(map.need(6));
  TRY(inbox.turn, in.uint());
  TRY_DO(map.need(8));
  TRY(inbox.record.role, read_role_name(in));
  TRY(inbox.record.inbox, read_inbox(map, in, 10));
  return CardFact(inbox);
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

Result<CardFact> decode_role(CborMap& map, CborReader& in) {
  Turned<RoleRecord> role;
  TRY_DO(map.need(6));
  TRY(role.turn, in.uint());
  TRY_DO(map.need(8));
  TRY(role.record.role, read_role_name(in));
  TRY_DO(map.need(10));
  TRY(role.record.holder, in.id<RootId>());
  TRY(const bool has_end, map.has(12));
  if (has_end) {
    TRY(role.record.is_ended, in.boolean());
    if (!role.record.is_ended)
      return error(ErrorCode::malformed, "A default is written out on a card.");
  }
  return CardFact(role);
}

Result<CardFact> decode_successor(CborMap& map, CborReader& in) {
  Successor successor;
  TRY_DO(map.need(6));
  TRY(successor.root, in.id<RootId>());
  TRY_DO(map.need(8));
  TRY(const std::size_t count, in.array());
  if (count > kMaxCardRecords) return error(ErrorCode::too_large, "A card has too many records.");
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const Hash hash, in.id<Hash>());
    if (!successor.counted.empty() && *successor.counted.rbegin() >= hash) {
      return error(ErrorCode::malformed, "What counts on a card is out of order.");
    }
    successor.counted.insert(hash);
  }
  TRY_DO(map.need(10));
  TRY(successor.consent, in.id<Signature>());
  return CardFact(std::move(successor));
}

// Nobody erases what is another's: a root names spaces of its own alone.
bool is_space_of(const RootId& root, const SpaceId& space) {
  for (const SpaceKind kind : {SpaceKind::coach, SpaceKind::person, SpaceKind::charity}) {
    if (space == space_name(root, kind)) return true;
  }
  return PLANT(anyone_erases_records);
}

Result<CardFact> decode_erased(const RootId& root, CborMap& map, CborReader& in) {
  ErasedSpace erased;
  TRY_DO(map.need(6));
  TRY(erased.space, in.id<SpaceId>());
  if (!is_space_of(root, erased.space)) {
    return error(ErrorCode::malformed, "A card erases what belongs to somebody else.");
  }
  return CardFact(erased);
}

Result<CardFact> decode_typed(std::uint64_t type, const RootId& root, CborMap& map,
                              CborReader& in) {
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
    case kRole:
      return decode_role(map, in);
    case kSuccessor:
      return decode_successor(map, in);
    case kRoleInbox:
      return decode_role_inbox(map, in);
    case kErased:
      return decode_erased(root, map, in);
    default:
      return error(ErrorCode::unknown_version, "This card needs a newer app.");
  }
}

}  // namespace

Bytes sign_device(const IdentityKey& root, const DeviceRecord& record) {
  const bool holding = record.mark == DeviceMark::holding;
  CborWriter out = begin_fact(root, kDevice, holding ? 5 : 3);
  out.key(6).bytes(record.device.view()).key(8).bytes(record.box.view());
  if (holding) {
    out.key(10).uint(2).key(12).bytes(record.holder.value_or(RootId{}).view());
  }
  out.key(14).bytes(record.consent.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_removal(const IdentityKey& root, const DeviceId& device) {
  CborWriter out = begin_fact(root, kRemoval, 1);
  out.key(6).bytes(device.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_inbox(const IdentityKey& root, std::uint64_t turn, const InboxRecord& inbox) {
  CborWriter out = begin_fact(root, kInbox, 6);
  out.key(6).uint(turn);
  write_inbox(out, inbox, 8);
  return finish_fact(root, std::move(out));
}

Bytes sign_home(const IdentityKey& root, std::uint64_t turn, const HomeRecord& home) {
  CborWriter out = begin_fact(root, kHome, 3);
  out.key(6).uint(turn).key(8).text(home.url).key(10).bytes(home.server_key.view());
  return finish_fact(root, std::move(out));
}

Bytes sign_name(const IdentityKey& root, std::uint64_t turn, std::string_view name) {
  CborWriter out = begin_fact(root, kName, 2);
  out.key(6).uint(turn).key(8).text(name);
  return finish_fact(root, std::move(out));
}

Bytes sign_role(const IdentityKey& root, std::uint64_t turn, const RoleRecord& role) {
  CborWriter out = begin_fact(root, kRole, role.is_ended ? 4 : 3);
  out.key(6).uint(turn).key(8).text(role.role).key(10).bytes(role.holder.view());
  if (role.is_ended) out.key(12).boolean(true);
  return finish_fact(root, std::move(out));
}

Bytes sign_role_inbox(const IdentityKey& root, std::uint64_t turn, const RoleInbox& inbox) {
  CborWriter out = begin_fact(root, kRoleInbox, 7);
  out.key(6).uint(turn).key(8).text(inbox.role);
  write_inbox(out, inbox.inbox, 10);
  return finish_fact(root, std::move(out));
}

Bytes sign_successor_record(const IdentityKey& before, const Successor& successor) {
  CborWriter out = begin_fact(before, kSuccessor, 3);
  out.key(6).bytes(successor.root.view()).key(8).array(successor.counted.size());
  for (const Hash& hash : successor.counted) out.bytes(hash.view());
  out.key(10).bytes(successor.consent.view());
  return finish_fact(before, std::move(out));
}

Bytes sign_erased(const IdentityKey& root, const SpaceId& space) {
  CborWriter out = begin_fact(root, kErased, 1);
  out.key(6).bytes(space.view());
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
  TRY(const CardFact fact, decode_typed(type, root, map, in));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return fact;
}

}  // namespace alongside
