#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/protocol/messages.h"
#include "shared/seal/keys.h"

namespace alongside {

// One attempt to let a new device join begins with a fresh secret, shown by the device that is
// there and read by the new one (docs/spec/pairing.md). It opens the stream over which both talk
// and nothing else: whoever photographed it still does not get the kit.
using PairingSecret = Secret<16>;

// What the new device is given to read, as letters or as a QR code.
struct PairingText {
  PairingSecret secret;
  // Where the pairing stream lies, where there is a server; with the secret of an invite, if the
  // new device is to enrol with it.
  std::optional<Invite> server;
};

// "alongside-pair:" and base64url. Requires: the server's address is one that is_allowed_url
// allows.
std::string encode_pairing_text(const PairingText& text);

// Reads what encode_pairing_text wrote; white space around it is not an error.
// Errors, in plain words: usage (something else, cut short, mistyped), unknown_version, refused (an
// address that is not safe to talk to).
Result<PairingText> decode_pairing_text(std::string_view text);

// The stream over which the two devices talk: each of its secrets derives from the one in the text.
StreamSecrets pairing_stream(const PairingSecret& secret);

}  // namespace alongside
