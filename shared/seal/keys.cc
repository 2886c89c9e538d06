#include "shared/seal/keys.h"

#include <sodium.h>

#include "shared/base/check.h"
#include "shared/base/octets.h"

namespace alongside {

CapHash cap_hash(const Key& capability) {
  return hash_as<CapHash>("alongside/cap", {capability.view()});
}

Address address_of(const FourHashes& four) {
  return hash_as<Address>("alongside/address", {four.read.view(), four.append.view(),
                                                four.close.view(), four.drop.view()});
}

StreamSecrets StreamSecrets::random(Random& source) {
  StreamSecrets fresh;
  for (Key* key : {&fresh.epoch_key, &fresh.append, &fresh.close, &fresh.drop}) {
    source.fill(key->fill());
  }
  return fresh;
}

Key StreamSecrets::content_key() const { return content_key_of(epoch_key); }

Key StreamSecrets::read() const { return read_cap_of(epoch_key); }

FourHashes StreamSecrets::hashes() const {
  return {cap_hash(read()), cap_hash(append), cap_hash(close), cap_hash(drop)};
}

Key content_key_of(const Key& epoch_key) { return derive_key(epoch_key, "alongside/key/content"); }

Key read_cap_of(const Key& epoch_key) { return derive_key(epoch_key, "alongside/key/read"); }

Key signing_seed_of(const Key& device_seed) {
  return derive_key(device_seed, "alongside/key/sign");
}

Key box_seed_of(const Key& device_seed) { return derive_key(device_seed, "alongside/key/box"); }

BoxKey::BoxKey(const Key& seed) {
  MUST(crypto_box_curve25519xchacha20poly1305_seed_keypair(octets_to_fill(public_.bytes),
                                                           octets_to_fill(secret_.fill()),
                                                           octets(seed.view())) == 0);
}

}  // namespace alongside
