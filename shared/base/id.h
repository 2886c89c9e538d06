#pragma once

#include "shared/base/bytes.h"

namespace alongside {

// `Size` bytes that mean a `Tag`: two ids of different meaning are different types. Ordered as
// bytes, which is the canonical order of every list of ids (docs/spec/encoding.md).
template <class Tag, std::size_t Size>
struct Id {
  static constexpr std::size_t kSize = Size;
  std::array<std::byte, Size> bytes{};

  friend bool operator==(const Id& a, const Id& b) { return a.bytes == b.bytes; }
  friend std::strong_ordering operator<=>(const Id& a, const Id& b) {
    return std::memcmp(a.bytes.data(), b.bytes.data(), Size) <=> 0;
  }
  View view() const { return bytes; }
  bool is_zero() const { return *this == Id{}; }
  std::string hex() const { return to_hex(bytes); }

  // The id that fills `from` exactly.
  // Errors: malformed (another length).
  static Result<Id> from(View from) {
    if (from.size() != Size) return error(ErrorCode::malformed, "An id has the wrong length.");
    Id id;
    std::copy(from.begin(), from.end(), id.bytes.begin());
    return id;
  }
};

using SpaceId = Id<struct SpaceTag, 16>;          // random: one person's record, or a coach's own
using EntityId = Id<struct EntityTag, 16>;        // random: one entry of a section
using AdmissionId = Id<struct AdmissionTag, 16>;  // random: one share; all zero = the owner's own
using DeviceId = Id<struct DeviceTag, 32>;        // a device's Ed25519 public key
using RootId = Id<struct RootTag, 32>;            // an identity: its Ed25519 root public key
using Hash = Id<struct HashTag, 32>;              // BLAKE2b-256 of something
using BatchHash = Id<struct BatchHashTag, 32>;    // hash of a batch's header
using EpochId = Id<struct EpochTag, 32>;          // hash of an EPOCH record
using Address = Id<struct AddressTag, 32>;        // W, where a stream lies on a server

}  // namespace alongside

template <class Tag, std::size_t Size>
struct std::hash<alongside::Id<Tag, Size>> {
  // The first bytes serve: ids are random or hashes. Ids chosen by a peer can collide here, so
  // containers keyed by foreign ids are bounded by the limits of what brought them.
  std::size_t operator()(const alongside::Id<Tag, Size>& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data(), sizeof value);
    return value;
  }
};
