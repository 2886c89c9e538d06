#include "shared/sign/signature.h"

#include <sodium.h>

#include "shared/base/check.h"
#include "shared/base/octets.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

Bytes tagged(std::string_view tag, View bytes) {
  MUST(tag.size() < 256);
  if (PLANT(signature_leaves_its_tag_out)) return copy_of(bytes);
  Bytes out;
  out.reserve(1 + tag.size() + bytes.size());
  out.push_back(static_cast<std::byte>(tag.size()));
  append(out, view_of(tag));
  append(out, bytes);
  return out;
}

Key derive(View key, std::string_view tag) {
  const Bytes message = tagged(tag, {});
  Key derived;
  MUST(crypto_generichash_blake2b(octets_to_fill(derived.fill()), derived.view().size(),
                                  octets(message), message.size(), octets(key), key.size()) == 0);
  return derived;
}

}  // namespace

void start_crypto() { MUST(sodium_init() >= 0); }

void SystemRandom::fill(std::span<std::byte> out) { randombytes_buf(out.data(), out.size()); }

void lock_memory(std::span<std::byte> secret) {
  // The result says only whether the limit on locked memory was reached, which is allowed.
  static_cast<void>(sodium_mlock(secret.data(), secret.size()));
}

bool same_secret(View a, View b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Key derive_key(const Key& key, std::string_view tag) { return derive(key.view(), tag); }

Key derive_key(const Secret<16>& key, std::string_view tag) { return derive(key.view(), tag); }

SigningKey::SigningKey(const Key& seed) {
  MUST(crypto_sign_seed_keypair(octets_to_fill(public_.bytes), octets_to_fill(secret_.fill()),
                                octets(seed.view())) == 0);
}

Signature SigningKey::sign(std::string_view tag, View bytes) const {
  const Bytes message = tagged(tag, bytes);
  Signature signature;
  MUST(crypto_sign_detached(octets_to_fill(signature.bytes), nullptr, octets(message),
                            message.size(), octets(secret_.view())) == 0);
  return signature;
}

bool verify(View signer, std::string_view tag, View bytes, const Signature& signature) {
  MUST(signer.size() == SigningPublic::kSize);
  const Bytes message = tagged(tag, bytes);
  return crypto_sign_verify_detached(octets(signature.view()), octets(message), message.size(),
                                     octets(signer)) == 0;
}

}  // namespace alongside
