#include "client/store/vault_head.h"

#include "shared/codec/cbor.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::string_view kVaultPurpose = "alongside/key/vault";
constexpr std::string_view kRootsPurpose = "alongside/key/roots";

Result<Bytes> read_wrapped(CborMap& map, CborReader& in, std::uint64_t key) {
  TRY_DO(map.need(key));
  TRY(const View wrapped, in.bytes());
  return copy_of(wrapped);
}

Result<VaultKeys> unwrap_both(const PassphraseKeys& under, View vault, View roots) {
  TRY(const Bytes vault_bytes, unwrap(under.vault, kVaultPurpose, vault));
  TRY(const Bytes roots_bytes, unwrap(under.roots, kRootsPurpose, roots));
  TRY(Key vault_key, Key::from(vault_bytes));
  TRY(Key roots_key, Key::from(roots_bytes));
  return VaultKeys{vault_key, roots_key};
}

}  // namespace

Bytes encode_head(const VaultHead& head) {
  CborWriter out;
  out.map(8).key(0).uint(kFormat).key(2).bytes(head.salt.view());
  out.key(4).uint(head.cost.operations).key(6).uint(head.cost.memory_bytes);
  out.key(8).bytes(head.vault_by_passphrase).key(10).bytes(head.roots_by_passphrase);
  out.key(12).bytes(head.vault_by_code).key(14).bytes(head.roots_by_code);
  return std::move(out).take();
}

Result<VaultHead> decode_head(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) {
    return error(ErrorCode::unknown_version, "This vault was made by a newer Alongside.");
  }
  VaultHead head;
  TRY_DO(map.need(2));
  TRY(head.salt, in.id<Salt>());
  TRY_DO(map.need(4));
  TRY(head.cost.operations, in.uint());
  TRY_DO(map.need(6));
  TRY(head.cost.memory_bytes, in.uint());
  TRY_DO(check_cost(head.cost));
  TRY(head.vault_by_passphrase, read_wrapped(map, in, 8));
  TRY(head.roots_by_passphrase, read_wrapped(map, in, 10));
  TRY(head.vault_by_code, read_wrapped(map, in, 12));
  TRY(head.roots_by_code, read_wrapped(map, in, 14));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return head;
}

void wrap_by_passphrase(VaultHead& head, const PassphraseKeys& under, const VaultKeys& keys,
                        Random& random) {
  head.vault_by_passphrase = wrap(under.vault, kVaultPurpose, keys.vault.view(), random);
  head.roots_by_passphrase = wrap(under.roots, kRootsPurpose, keys.roots.view(), random);
}

void wrap_by_code(VaultHead& head, const PassphraseKeys& under, const VaultKeys& keys,
                  Random& random) {
  head.vault_by_code = wrap(under.vault, kVaultPurpose, keys.vault.view(), random);
  head.roots_by_code = wrap(under.roots, kRootsPurpose, keys.roots.view(), random);
}

Result<VaultKeys> unwrap_by_passphrase(const VaultHead& head, const PassphraseKeys& under) {
  return unwrap_both(under, head.vault_by_passphrase, head.roots_by_passphrase);
}

Result<VaultKeys> unwrap_by_code(const VaultHead& head, const PassphraseKeys& under) {
  return unwrap_both(under, head.vault_by_code, head.roots_by_code);
}

}  // namespace alongside
