#include "shared/seal/blob.h"

#include <sodium.h>

#include "shared/base/check.h"
#include "shared/base/octets.h"
#include "shared/base/plant.h"
#include "shared/seal/aead.h"
#include "shared/seal/layout.h"
#include "shared/seal/limits.h"

namespace alongside {
namespace {

constexpr std::byte kStreamSeal{1};
constexpr std::byte kInboxSeal{2};
constexpr std::size_t kBoxNonceBytes = crypto_box_curve25519xchacha20poly1305_NONCEBYTES;
constexpr std::size_t kBoxOverhead = crypto_box_curve25519xchacha20poly1305_SEALBYTES;

Bytes associated_data(const Address& address) {
  Bytes associated{kStreamSeal};
  if (!PLANT(seal_leaves_address_out)) append(associated, address.view());
  return associated;
}

// What stands behind the seal version, if that is `wanted`.
Result<View> behind_version(View blob, std::byte wanted) {
  if (blob.empty()) return error(ErrorCode::malformed, "An empty blob.");
  if (blob.size() > kMaxBlobBytes) return error(ErrorCode::too_large, "A blob that is too long.");
  if (blob[0] != wanted && !PLANT(seal_version_is_ignored)) {
    return error(ErrorCode::unknown_version, "A blob sealed in a way that this app does not open.");
  }
  return blob.subspan(1);
}

// libsodium derives a sealed box's nonce from both public keys, in this order.
std::array<std::byte, kBoxNonceBytes> box_nonce(const BoxPublic& ephemeral, const BoxPublic& to) {
  std::array<std::byte, kBoxNonceBytes> nonce;
  Bytes keys = copy_of(ephemeral.view());
  append(keys, to.view());
  MUST(crypto_generichash(octets_to_fill(nonce), nonce.size(), octets(keys), keys.size(), nullptr,
                          0) == 0);
  return nonce;
}

// The key that `to` and the one-time key share. A point of small order would share a key that
// everybody knows, so for one of those a random key stands in, which nobody knows.
Key shared_key(const BoxPublic& to, const BoxKey& ephemeral, Random& random) {
  Key shared;
  const int result = crypto_box_curve25519xchacha20poly1305_beforenm(
      octets_to_fill(shared.fill()), octets(to.view()), octets(ephemeral.secret().view()));
  return result == 0 ? shared : Key::random(random);
}

}  // namespace

Bytes seal_blob(const Key& content_key, const Address& address, const Payload& payload,
                Random& random) {
  Bytes blob{kStreamSeal};
  append_sealed(blob, content_key, associated_data(address), lay_out(payload), random);
  return blob;
}

Result<Payload> open_blob(const Key& content_key, const Address& address, View blob) {
  TRY(const View sealed, behind_version(blob, kStreamSeal));
  TRY(const Bytes plaintext, open_sealed_bytes(content_key, associated_data(address), sealed));
  return read_layout(plaintext);
}

Bytes seal_to(const BoxPublic& to, const Payload& payload, Random& random) {
  // As crypto_box_curve25519xchacha20poly1305_seal, but with the one-time key from `random`: the
  // library's own takes the system's, and a simulated run must be a function of its seed.
  const BoxKey ephemeral(Key::random(random));
  const Bytes plaintext = lay_out(payload);
  const auto nonce = box_nonce(ephemeral.public_key(), to);
  Bytes blob{kInboxSeal};
  append(blob, ephemeral.public_key().view());
  const Key shared = shared_key(to, ephemeral, random);
  const std::size_t start = blob.size();
  blob.resize(1 + kBoxOverhead + plaintext.size());
  MUST(crypto_box_curve25519xchacha20poly1305_easy_afternm(
           octets_to_fill(std::span(blob).subspan(start)), octets(plaintext), plaintext.size(),
           octets(nonce), octets(shared.view())) == 0);
  return blob;
}

Result<Payload> open_sealed(const BoxKey& key, View blob) {
  TRY(const View sealed, behind_version(blob, kInboxSeal));
  const Error unopened = error(ErrorCode::bad_signature, "A message that does not open here.");
  if (sealed.size() < kBoxOverhead) return unopened;
  Bytes plaintext(sealed.size() - kBoxOverhead);
  const int result = crypto_box_curve25519xchacha20poly1305_seal_open(
      octets_to_fill(plaintext), octets(sealed), sealed.size(), octets(key.public_key().view()),
      octets(key.secret().view()));
  if (result != 0) return unopened;
  return read_layout(plaintext);
}

Hash blob_hash(View blob) { return tagged_hash("alongside/blob", {blob}); }

}  // namespace alongside
