#include "client/store/holding.h"

#include "client/store/cards.h"
#include "client/store/people.h"

namespace alongside {

Holding holding_of(Vault& vault, const SpaceId& space) {
  Holding holding;
  const auto card = known_card(vault, record_owner(vault, space));
  if (!card) return holding;
  const DeviceId here = vault.device().id();
  for (const auto& [device, record] : card->devices) {
    if (device != here) ++holding.other_devices;
    if (record.mark == DeviceMark::holding && record.holder) {
      holding.holders.insert(*record.holder);
    } else if (device != here) {
      holding.is_with_person = true;
    }
  }
  holding.is_taken_over = card->signer != card->root && !card->speaks(here);
  return holding;
}

}  // namespace alongside
