#include "shared/seal/agree.h"

#include <sodium.h>

#include "shared/base/octets.h"

namespace alongside {

Result<Key> agree(const BoxKey& mine, const BoxPublic& theirs) {
  Key shared;
  const int result = crypto_box_curve25519xchacha20poly1305_beforenm(
      octets_to_fill(shared.fill()), octets(theirs.view()), octets(mine.secret().view()));
  if (result != 0) return error(ErrorCode::refused, "No key can be shared with this public key.");
  return shared;
}

}  // namespace alongside
