#pragma once

#include <filesystem>

#include "shared/base/clock.h"
#include "shared/protocol/messages.h"

namespace alongside {

// What a server needs to know of the certificate it is given.
struct Certificate {
  // SHA-256 of the public key (SubjectPublicKeyInfo, RFC 7469), where the certificate is self-made:
  // no authority vouches for it, so invites carry this.
  std::optional<Hash> pin;
  TimeMs ends_ms = 0;  // valid until
};

// Reads the first certificate of a PEM file and checks that the key file belongs to it.
// Errors: not_found, malformed, refused (the key is another certificate's).
Result<Certificate> read_certificate(const std::filesystem::path& certificate,
                                     const std::filesystem::path& key);

}  // namespace alongside
