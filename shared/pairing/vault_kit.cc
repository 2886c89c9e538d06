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
  out.map(kit.hand_over ? 4 : 3).key(0).uint(kFormat).key(2).array(kit.identities.size());
  for (const IdentityKit& identity : kit.identities) {
    Bytes one = encode_kit(identity);
    out.bytes(one);
    wipe(one);
  }
  out.key(4);
  write_invite(out, kit.server);
  if (kit.hand_over) {
    out.key(6).array(1 + kit.hand_over->sections.size()).text(kit.hand_over->card);
    for (const std::uint64_t section : kit.hand_over->sections) out.uint(section);
  }
  return std::move(out).take();
}

namespace {

// [ card text, section* ], sections ascending.
Result<VaultKit::HandOver> read_hand_over(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count == 0) return error(ErrorCode::malformed, "A record without the card of its holder.");
  VaultKit::HandOver hand_over;
  TRY(const std::string_view card, in.text());
  hand_over.card = std::string(card);
  for (std::size_t i = 1; i < count; ++i) {
    TRY(const std::uint64_t section, in.uint());
    const bool is_next = hand_over.sections.empty() || section > *hand_over.sections.rbegin();
    if (!is_next) return error(ErrorCode::malformed, "Parts out of order.");
    hand_over.sections.insert(section);
  }
  return hand_over;
}

}  // namespace

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
  TRY(const bool is_handed_over, map.has(6));
  if (is_handed_over) {
    TRY(kit.hand_over, read_hand_over(in));
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  const auto mine = std::count_if(kit.identities.begin(), kit.identities.end(),
                                  [](const IdentityKit& one) { return one.is_me; });
  if (mine != 1) return error(ErrorCode::malformed, "A kit has one identity that is me.");
  return kit;
}

}  // namespace alongside
