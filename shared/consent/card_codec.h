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
// The root that follows the one that says so.
struct Successor {
  RootId root;
  std::set<Hash> counted;  // of the records of the one before, those that count
  Signature consent;
};
struct ErasedSpace {
  SpaceId space;
};
struct UnknownFact {};  // an odd type of a newer app

using CardFact = std::variant<DeviceRecord, RemovedDevice, Turned<InboxRecord>, Turned<HomeRecord>,
                              Turned<std::string>, Turned<RoleRecord>, Turned<RoleInbox>, Successor,
                              ErasedSpace, UnknownFact>;

// Errors: malformed (also: of another root), unknown_version.
Result<CardFact> decode_fact(const RootId& root, View body);

Bytes sign_successor_record(const IdentityKey& before, const Successor& successor);

}  // namespace alongside
