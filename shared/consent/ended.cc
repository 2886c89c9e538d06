#include "shared/consent/ended.h"

#include "shared/base/plant.h"
#include "shared/sign/hash.h"

namespace alongside {

DeviceId as_holder(const DeviceId& device) {
  return DeviceId{tagged_hash("alongside/holding", {device.view()}).bytes};
}

bool ends_chain(const std::set<DeviceId>& ended, const Chain& chain) {
  if (ended.empty()) return false;
  return chain.admission.is_zero() ? ends_owners_device(ended, chain.device)
                                   : ended.contains(chain.device);
}

bool ends_owners_device(const std::set<DeviceId>& ended, const DeviceId& device) {
  if (ended.empty() || ended.contains(device)) return !ended.empty();
  return ended.contains(as_holder(device)) && !PLANT(who_held_goes_on_as_owner);
}

}  // namespace alongside
