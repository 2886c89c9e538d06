#pragma once

#include "shared/sign/hash.h"
#include "shared/sign/signature.h"

namespace alongside {

// Capabilities of a stream and what is derived from them (docs/spec/keys.md).

using CapHash = Id<struct CapHashTag, 32>;  // H("alongside/cap", capability)

// The four hashes that a server checks; W is the hash of them.
struct FourHashes {
  CapHash read, append, close, drop;
  friend bool operator==(const FourHashes&, const FourHashes&) = default;
};

CapHash cap_hash(const Key& capability);
Address address_of(const FourHashes& four);

// All secrets of a stream, as its maker has them. `epoch_key` gives the content key and R.
struct StreamSecrets {
  Key epoch_key, append, close, drop;

  static StreamSecrets random(Random& source);
  Key content_key() const;
  Key read() const;
  FourHashes hashes() const;
};

// The content key and R that derive from an epoch key.
Key content_key_of(const Key& epoch_key);
Key read_cap_of(const Key& epoch_key);

// The two seeds that derive from a device's one seed: for its SigningKey and its BoxKey.
Key signing_seed_of(const Key& device_seed);
Key box_seed_of(const Key& device_seed);

using BoxPublic = Id<struct BoxPublicTag, 32>;

// An X25519 key pair made from a 32-byte seed.
class BoxKey {
 public:
  explicit BoxKey(const Key& seed);
  const BoxPublic& public_key() const { return public_; }
  const Key& secret() const { return secret_; }

 private:
  BoxPublic public_;
  Key secret_;
};

}  // namespace alongside
