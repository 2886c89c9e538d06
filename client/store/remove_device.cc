#include "client/store/remove_device.h"

#include <algorithm>

#include "client/store/ended_devices.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/own_devices.h"
#include "client/store/own_identities.h"
#include "client/store/own_inboxes.h"
#include "client/store/take_back.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

Result<bool> remove_from(Vault& vault, const RootId& root, const DeviceId& device,
                         const Key& roots_key) {
  TRY(const IdentityKey key, open_root(vault, root, roots_key));
  CardRecords said{root, {sign_removal(key, device)}};
  if (!PLANT(the_inbox_is_not_replaced)) said.records.push_back(renew_inbox(vault, root, key));
  std::sort(said.records.begin(), said.records.end());
  if (!learn_card(vault, said)) {
    return error(ErrorCode::too_large, "A card is full; nothing was removed.");
  }
  return true;
}

}  // namespace

Result<bool> remove_device(Vault& vault, const DeviceId& device, const Key& roots_key) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  if (device == vault.device().id()) {
    return error(ErrorCode::refused,
                 "This is the device you are using. Remove it on another one of yours.");
  }
  if (is_removed(vault)) {
    return error(ErrorCode::refused, "This device was removed itself; it can remove no other.");
  }
  // A device that was let join and did not finish may have put itself on other cards meanwhile.
  const auto unfinished = unfinished_joining(vault);
  const bool is_unfinished = unfinished && unfinished->device == device;
  const bool is_everywhere = is_unfinished && unfinished->is_own;
  bool was_on_any = false;
  for (const RootId& root : kept_identities(vault)) {
    const auto card = known_card(vault, root);
    MUST(card);
    const bool is_on =
        card->devices.contains(device) || (is_everywhere && !card->removed.contains(device));
    if (!is_on || speaks_no_more(*card, vault.device().id())) continue;
    TRY_DO(remove_from(vault, root, device, roots_key));
    was_on_any = true;
  }
  if (!was_on_any && !is_unfinished) {
    return error(ErrorCode::not_found, "There is no such device on your card.");
  }
  take_back_all_keys(vault, device);
  end_wished(vault);
  if (is_unfinished) remove_fact(vault.db(), kFactPairing);
  vault.touch();
  transaction.commit();
  return true;
}

}  // namespace alongside
