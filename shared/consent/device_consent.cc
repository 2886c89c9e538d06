#include "shared/consent/device_consent.h"

namespace alongside {
namespace {

constexpr std::string_view kDeviceTag = "alongside/device";

// What a device signs.
Bytes consent_bytes(const RootId& root, const DeviceRecord& record) {
  Bytes bytes = copy_of(root.view());
  append(bytes, record.device.view());
  append(bytes, record.box.view());
  bytes.push_back(static_cast<std::byte>(record.mark));
  append(bytes, record.holder.value_or(RootId{}).view());
  return bytes;
}

}  // namespace

bool has_consented(const RootId& root, const DeviceRecord& record) {
  return verify(record.device.view(), kDeviceTag, consent_bytes(root, record), record.consent);
}

DeviceRecord make_device_record(const RootId& root, const DeviceKeys& device, DeviceMark mark,
                                std::optional<RootId> holder) {
  DeviceRecord record{device.id(), device.box.public_key(), mark, holder, {}};
  record.consent = device.sign.sign(kDeviceTag, consent_bytes(root, record));
  return record;
}

}  // namespace alongside
