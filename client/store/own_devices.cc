#include "client/store/own_devices.h"

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/remove_device.h"
#include "shared/base/check.h"

namespace alongside {

Result<bool> admit_device(Vault& vault, const RootId& root, const DeviceRecord& guest,
                          const Key& roots_key) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  TRY(const IdentityKey key, open_root(vault, root, roots_key));
  if (!learn_card(vault, {root, {sign_device(key, guest)}})) {
    return error(ErrorCode::too_large, "There is no room for another device on that card.");
  }
  Bytes unfinished = copy_of(guest.device.view());
  if (root != vault.me()) append(unfinished, root.view());
  set_fact(vault.db(), kFactPairing, unfinished);
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
  const auto unfinished = unfinished_joining(vault);
  if (!unfinished) return true;
  return remove_device(vault, unfinished->device, roots_key);
}

std::optional<Unfinished> unfinished_joining(Vault& vault) {
  const auto kept = fact(vault.db(), kFactPairing);
  if (!kept) return std::nullopt;
  const auto device = DeviceId::from(View(*kept).first(DeviceId::kSize));
  MUST(device);
  return Unfinished{*device, kept->size() == DeviceId::kSize};
}

}  // namespace alongside
