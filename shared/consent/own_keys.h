#pragma once

#include "shared/consent/merge_keys.h"
#include "shared/consent/message.h"

namespace alongside {

// What one of an owner's devices hands to another: EPOCHs of a section with every secret of their
// streams, and the grants given under them (docs/spec/consent.md).
struct OwnKeys {
  SpaceId space;
  std::uint64_t section = 0;
  std::vector<SignedEpoch> epochs;   // earlier ones first
  std::vector<OwnedStream> streams;  // theirs
  std::vector<Bytes> grants;         // signed messages
  struct Beside {
    EpochId epoch;
    OwnedStream stream;
  };
  std::vector<Beside> beside;  // history streams: beside those of their EPOCHs
};

Bytes encode_own_keys(const OwnKeys& keys);
// Errors: malformed, unknown_version, too_large, bad_signature (an EPOCH inside).
Result<OwnKeys> decode_own_keys(View bytes);

// The content of an own-keys message: sealed to one device's own box inside the identity's inbox,
// which a device that was ended can still open.
struct SealedToDevice {
  DeviceId device;
  Bytes sealed;  // seal_to(the device's box, …)
};
Bytes encode_sealed_to_device(const SealedToDevice& content);
// Errors: malformed.
Result<SealedToDevice> decode_sealed_to_device(View bytes);

}  // namespace alongside
