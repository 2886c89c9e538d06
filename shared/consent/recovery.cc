#include "shared/consent/recovery.h"

#include "shared/consent/secrets_codec.h"
#include "shared/consent/succession.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;

Result<SpaceKind> read_kind(CborReader& in) {
  TRY(const std::uint64_t kind, in.uint());
  if (kind > static_cast<std::uint64_t>(SpaceKind::charity)) {
    return error(ErrorCode::unknown_version, "An identity needs a newer app.");
  }
  return static_cast<SpaceKind>(kind);
}

Result<bool> read_me(CborMap& map, CborReader& in) {
  TRY(const bool is_there, map.has(4));
  if (!is_there) return false;
  TRY(const bool is_me, in.boolean());
  if (!is_me) return error(ErrorCode::malformed, "A default is written out in a kit.");
  return true;
}

}  // namespace

RecoveryKeys recovery_keys(const RecoverySecret& secret) {
  return {{derive_key(secret, "alongside/key/recovery-epoch"),
           derive_key(secret, "alongside/key/recovery-append"),
           derive_key(secret, "alongside/key/recovery-close"),
           derive_key(secret, "alongside/key/recovery-drop")},
          derive_key(secret, "alongside/key/recovery-box")};
}

DeviceId recovery_id(const BoxPublic& box) {
  return DeviceId{tagged_hash("alongside/recovery-id", {box.view()}).bytes};
}

Bytes encode_kit(const IdentityKit& kit) {
  CborWriter out;
  out.map(kit.is_me ? 8 : 7).key(0).uint(kFormat).key(2).bytes(kit.root_seed.view());
  if (kit.is_me) out.key(4).boolean(true);
  out.key(6).uint(static_cast<std::uint64_t>(kit.kind)).key(8).bytes(kit.inbox_seed.view());
  write_secrets(out.key(10), kit.inbox);
  write_secrets(out.key(12), kit.card_stream);
  out.key(14).bytes(encode_card(kit.card));
  return std::move(out).take();
}

Result<IdentityKit> decode_kit(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "An identity needs a newer app.");
  IdentityKit kit;
  TRY_DO(map.need(2));
  TRY(kit.root_seed, read_key(in));
  TRY(kit.is_me, read_me(map, in));
  TRY_DO(map.need(6));
  TRY(kit.kind, read_kind(in));
  TRY_DO(map.need(8));
  TRY(kit.inbox_seed, read_key(in));
  TRY_DO(map.need(10));
  TRY(kit.inbox, read_secrets(in));
  TRY_DO(map.need(12));
  TRY(kit.card_stream, read_secrets(in));
  TRY_DO(map.need(14));
  TRY(const View card, in.bytes());
  TRY(kit.card, decode_card(card));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  TRY(const CountedFacts counted, counted_facts(kit.card));
  if (counted.signer != SigningKey(kit.root_seed).as<RootId>()) {
    return error(ErrorCode::malformed, "A kit with the card of somebody else.");
  }
  return kit;
}

}  // namespace alongside
