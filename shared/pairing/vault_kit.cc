#include "shared/pairing/vault_kit.h"

#include <algorithm>

#include "shared/codec/cbor.h"
#include "shared/protocol/invite_codec.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;

}  // namespace

Bytes encode_vault_kit(const VaultKit& kit) {
  CborWriter out;
  out.map(3).key(0).uint(kFormat).key(2).array(kit.identities.size());
  for (const IdentityKit& identity : kit.identities) {
    Bytes one = encode_kit(identity);
    out.bytes(one);
    wipe(one);
  }
  out.key(4);
  write_invite(out, kit.server);
  return std::move(out).take();
}

Result<VaultKit> decode_vault_kit(View bytes) {
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "A newer format.");
  VaultKit kit;
  TRY_DO(map.need(2));
  TRY(const std::size_t count, in.array());
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const View one, in.bytes());
    TRY(IdentityKit identity, decode_kit(one));
    kit.identities.push_back(std::move(identity));
  }
  TRY_DO(map.need(4));
  TRY(kit.server, read_invite(in));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  const auto mine = std::count_if(kit.identities.begin(), kit.identities.end(),
                                  [](const IdentityKit& one) { return one.is_me; });
  if (mine != 1) return error(ErrorCode::malformed, "A kit has one identity that is me.");
  return kit;
}

}  // namespace alongside
