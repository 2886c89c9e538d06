#pragma once

#include <variant>

#include "shared/consent/card.h"

namespace alongside {

// One thing a card's record says, decoded from its signed body (docs/spec/consent.md).
template <class Record>
struct Turned {
  std::uint64_t turn = 0;
  Record record;
};
struct RemovedDevice {
  DeviceId device;
};
struct UnknownFact {};  // an odd type of a newer app

using CardFact =
    std::variant<DeviceRecord, RemovedDevice, Turned<InboxRecord>, Turned<HomeRecord>,
                 Turned<std::string>, Turned<RoleRecord>, Turned<RoleInbox>, UnknownFact>;

// Errors: malformed (also: of another root), unknown_version.
Result<CardFact> decode_fact(const RootId& root, View body);

}  // namespace alongside
