#pragma once

#include <string>
#include <vector>

#include "client/store/vault.h"

namespace alongside {

// One device of the vault's own identity, as its card and the log here know it.
struct OwnDevice {
  DeviceId device;
  bool is_this = false;
  bool is_removed = false;
  // The oldest and the newest thing here that it has signed, by its own clock; 0: nothing.
  TimeMs first_ms = 0;
  TimeMs newest_ms = 0;
  // The parts it can read what is written in now: how many, and of how many people's records.
  std::size_t sections = 0;
  std::size_t people = 0;
};

// All devices ever on the vault's own card, this one first, then by the oldest thing they signed.
std::vector<OwnDevice> own_devices(Vault& vault);

// The device meant by an id or the beginning of one (at least four digits). Errors: not_found,
// usage.
Result<DeviceId> find_own_device(Vault& vault, std::string_view typed);

}  // namespace alongside
