#pragma once

#include "tests/simulation/two_coaches.h"

namespace alongside {

// Looking into a vault from outside the code under test.

// Whether the bytes stand anywhere in any column of any table of a device's vault, or in the blobs
// there once they are opened with the keys there.
bool holds_bytes(SimDevice& device, View bytes);

// The epoch keys that a device has of a section, and the addresses of its streams.
std::vector<Key> keys_of_section(SimDevice& device, const SpaceId& space, std::uint64_t section);
std::vector<Address> addresses_of_section(SimDevice& device, const SpaceId& space,
                                          std::uint64_t section);

bool digest_is_equal(TwoCoaches& world, SimDevice& one, SimDevice& other,
                     const std::string& section);

}  // namespace alongside
