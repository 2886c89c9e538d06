#pragma once

#include "shared/consent/card.h"

namespace alongside {

// Whether the device of `record` has signed (tag alongside/device) that it wants to speak for
// `root`, over root ‖ device ‖ box ‖ u8(mark) ‖ holder (docs/spec/consent.md).
bool has_consented(const RootId& root, const DeviceRecord& record);

}  // namespace alongside
