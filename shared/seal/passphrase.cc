#include "shared/seal/passphrase.h"

#include <sodium.h>

#include "shared/base/check.h"
#include "shared/base/octets.h"
#include "shared/base/plant.h"
#include "shared/seal/aead.h"

namespace alongside {
namespace {

constexpr std::uint64_t kMaxOperations = 10;
constexpr std::uint64_t kMaxMemoryBytes = 1073741824;  // 1 GiB
constexpr std::size_t kKeyBytes = 32;

static_assert(Salt::kSize == crypto_pwhash_SALTBYTES);

}  // namespace

Result<bool> check_cost(const KdfCost& cost) {
  const KdfCost floor = KdfCost::light();
  const bool too_easy =
      cost.operations < floor.operations || cost.memory_bytes < floor.memory_bytes;
  const bool too_hard = cost.operations > kMaxOperations || cost.memory_bytes > kMaxMemoryBytes;
  if ((too_easy || too_hard) && !PLANT(kdf_bounds_are_ignored)) {
    return error(ErrorCode::refused,
                 "The vault's passphrase settings are outside what is allowed.");
  }
  return true;
}

Result<PassphraseKeys> keys_from_passphrase(View passphrase, const Salt& salt,
                                            const KdfCost& cost) {
  TRY_DO(check_cost(cost));
  Secret<2 * kKeyBytes> both;
  const int result =
      crypto_pwhash(octets_to_fill(both.fill()), both.view().size(), text_of(passphrase).data(),
                    passphrase.size(), octets(salt.view()), cost.operations,
                    static_cast<std::size_t>(cost.memory_bytes), crypto_pwhash_ALG_ARGON2ID13);
  if (result != 0) {
    return error(ErrorCode::too_large, "There is not enough memory to check the passphrase.");
  }
  return PassphraseKeys{Key(both.view().first<kKeyBytes>()), Key(both.view().last<kKeyBytes>())};
}

PassphraseKeys keys_from_recovery(const RecoverySecret& secret) {
  return {derive_key(secret, "alongside/key/recovery-vault"),
          derive_key(secret, "alongside/key/recovery-roots")};
}

Bytes wrap(const Key& under, std::string_view purpose, View secret, Random& random) {
  Bytes wrapped;
  append_sealed(wrapped, under, view_of(purpose), secret, random);
  return wrapped;
}

Result<Bytes> unwrap(const Key& under, std::string_view purpose, View wrapped) {
  Result<Bytes> secret = open_sealed_bytes(under, view_of(purpose), wrapped);
  if (!secret) return error(ErrorCode::wrong_passphrase, "This passphrase or code does not fit.");
  return secret;
}

}  // namespace alongside
