#pragma once

#include "shared/base/id.h"
#include "shared/base/random.h"
#include "shared/base/wipe.h"

namespace alongside {

using Signature = Id<struct SignatureTag, 64>;  // Ed25519
using SigningPublic = Id<struct SigningPublicTag, 32>;

// Starts libsodium. Every program and test calls it once before anything else of sign/ or seal/.
void start_crypto();

// The operating system's random bytes (libsodium).
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

// Asks the system to keep this memory out of swap and crash dumps. It may say no (there is a limit
// for each process): that is no error. The pages stay locked until they go, since other secrets may
// lie on them.
void lock_memory(std::span<std::byte> secret);

// Whether both are the same bytes, in a time that does not depend on where they differ.
bool same_secret(View a, View b);

// Bytes in memory that is locked where the system allows it, and wiped when it goes. For keys and
// seeds: never copied by accident, never printed.
template <std::size_t Size>
class Secret {
 public:
  Secret() { lock_memory(bytes_); }
  explicit Secret(std::span<const std::byte, Size> from) {
    lock_memory(bytes_);
    std::copy(from.begin(), from.end(), bytes_.begin());
  }
  Secret(const Secret& other) : Secret(std::span<const std::byte, Size>(other.bytes_)) {}
  Secret& operator=(const Secret& other) = default;
  ~Secret() { wipe(bytes_); }

  static Result<Secret> from(View from) {
    if (from.size() != Size) return error(ErrorCode::malformed, "A key has the wrong length.");
    return Secret(from.first<Size>());
  }
  static Secret random(Random& source) {
    Secret fresh;
    source.fill(fresh.bytes_);
    return fresh;
  }
  View view() const { return bytes_; }
  std::span<std::byte> fill() { return bytes_; }
  // In constant time.
  friend bool operator==(const Secret& a, const Secret& b) {
    return same_secret(a.view(), b.view());
  }

 private:
  std::array<std::byte, Size> bytes_{};
};

using Key = Secret<32>;  // a symmetric key, a seed, or a capability that only some may show

// KDF(key, tag) = BLAKE2b-256(key = key, message = u8(len(tag)) ‖ tag).
Key derive_key(const Key& key, std::string_view tag);

// The same of a 16-byte key (BLAKE2b takes the length of the key in: the two never give one key).
Key derive_key(const Secret<16>& key, std::string_view tag);

// An Ed25519 key pair made from a 32-byte seed.
class SigningKey {
 public:
  explicit SigningKey(const Key& seed);
  // The public half, as the id type it is used as (DeviceId, RootId, SigningPublic).
  template <class AnyId>
  AnyId as() const {
    return AnyId{public_.bytes};
  }
  // Signs u8(len(tag)) ‖ tag ‖ bytes.
  Signature sign(std::string_view tag, View bytes) const;

 private:
  SigningPublic public_;
  Secret<64> secret_;
};

// Whether `signature` is `signer`'s over tag and bytes (strict: small-order keys and non-canonical
// forms are refused, as libsodium does). `signer` is 32 bytes: a DeviceId, RootId or SigningPublic.
bool verify(View signer, std::string_view tag, View bytes, const Signature& signature);

}  // namespace alongside
