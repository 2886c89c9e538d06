#include "client/store/own_devices.h"

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/remove_device.h"
#include "shared/base/check.h"

namespace alongside {

Result<bool> admit_device(Vault& vault, const DeviceRecord& guest, const Key& roots_key) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  TRY(const IdentityKey root, open_root(vault, vault.me(), roots_key));
  if (!learn_card(vault, {vault.me(), {sign_device(root, guest)}})) {
    return error(ErrorCode::too_large, "There is no room for another device on your card.");
  }
  set_fact(vault.db(), kFactPairing, guest.device.view());
  vault.touch();
  transaction.commit();
  return true;
}

void keep_admitted(Vault& vault) {
  Transaction transaction(vault.db());
  remove_fact(vault.db(), kFactPairing);
  transaction.commit();
}

Result<bool> turn_out_unfinished(Vault& vault, const Key& roots_key) {
  const auto unfinished = fact(vault.db(), kFactPairing);
  if (!unfinished) return true;
  const auto device = DeviceId::from(*unfinished);
  MUST(device);
  return remove_device(vault, *device, roots_key);
}

}  // namespace alongside
