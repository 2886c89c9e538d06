#include "shared/seal/aead.h"

#include <sodium.h>

#include "shared/base/check.h"
#include "shared/base/octets.h"

namespace alongside {

static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);

void append_sealed(Bytes& out, const Key& key, View associated, View plaintext, Random& random) {
  const std::size_t start = out.size();
  out.resize(start + kNonceBytes + plaintext.size() + kTagBytes);
  const std::span<std::byte> nonce = std::span(out).subspan(start, kNonceBytes);
  const std::span<std::byte> sealed = std::span(out).subspan(start + kNonceBytes);
  random.fill(nonce);
  unsigned long long size = 0;
  MUST(crypto_aead_xchacha20poly1305_ietf_encrypt(
           octets_to_fill(sealed), &size, octets(plaintext), plaintext.size(), octets(associated),
           associated.size(), nullptr, octets(nonce), octets(key.view())) == 0);
  MUST(size == sealed.size());
}

Result<Bytes> open_sealed_bytes(const Key& key, View associated, View sealed) {
  const Error unopened = error(ErrorCode::bad_signature, "Sealed bytes that do not open here.");
  if (sealed.size() < kNonceBytes + kTagBytes) return unopened;
  const View nonce = sealed.first(kNonceBytes);
  const View ciphertext = sealed.subspan(kNonceBytes);
  Bytes plaintext(ciphertext.size() - kTagBytes);
  unsigned long long size = 0;
  const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(
      octets_to_fill(plaintext), &size, nullptr, octets(ciphertext), ciphertext.size(),
      octets(associated), associated.size(), octets(nonce), octets(key.view()));
  if (result != 0) return unopened;
  MUST(size == plaintext.size());
  return plaintext;
}

}  // namespace alongside
