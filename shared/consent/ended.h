#pragma once

#include <set>

#include "shared/change/ref.h"

namespace alongside {

// What EPOCHs end of a device (docs/spec/consent.md, "A removed device"): all that it writes, or,
// where it only held the record for somebody, what it wrote as the owner's.

// Stands among ended devices for one that held the record: H("alongside/holding", device).
DeviceId as_holder(const DeviceId& device);

// Whether these, ended by one EPOCH, end a chain.
bool ends_chain(const std::set<DeviceId>& ended, const Chain& chain);

// Whether they end all that a device writes as the owner's.
bool ends_owners_device(const std::set<DeviceId>& ended, const DeviceId& device);

}  // namespace alongside
