#include "shared/base/check.h"
#include "shared/pairing/guest.h"
#include "shared/pairing/host.h"
#include "tests/support/consent_samples.h"
#include "tests/support/fuzz.h"

namespace alongside {
namespace {

// Odd keys of a newer app are passed over, so what comes back may be shorter.
bool holds(View again, View bytes) { return again.size() < bytes.size() || equal(again, bytes); }

bool is_message(View bytes) {
  const auto message = decode_pairing_message(bytes);
  if (!message) return false;
  if (std::holds_alternative<PairingUnknown>(*message)) return true;
  MUST(holds(encode_pairing_message(*message), bytes));
  return true;
}

bool is_text(View bytes) {
  const std::string_view typed = text_of(bytes);
  const auto text = decode_pairing_text(typed);
  if (!text) return false;
  const auto again = decode_pairing_text(encode_pairing_text(*text));
  MUST(again && again->secret == text->secret);
  return true;
}

// Whatever comes, a side stands before its human's yes or has ended: no kit, in or out.
bool is_survived(View bytes) {
  static SampleIdentity mo(1);
  static const DeviceKeys device(Key{});
  SeededRandom random(2);
  PairingHost host(PairingSecret{}, mo.card(), random);
  PairingGuest guest(PairingSecret{}, device, random);
  // Parts of the input, each with its length in front, to both; what they say to each other, too.
  while (bytes.size() > 1) {
    const std::size_t size = std::min(std::to_integer<std::size_t>(bytes[0]), bytes.size() - 1);
    const View part = bytes.subspan(1, size);
    bytes = bytes.subspan(1 + size);
    if (part.empty()) {
      while (const auto said = host.to_send()) guest.take(*said);
      while (const auto said = guest.to_send()) host.take(*said);
      continue;
    }
    host.take(part);
    guest.take(part);
  }
  MUST(!host.has_given() && !host.give(Bytes(3), random));
  MUST(guest.state() <= PairingState::comparing || guest.state() == PairingState::ended);
  return host.state() != PairingState::ended && guest.state() != PairingState::ended;
}

}  // namespace
}  // namespace alongside

// The first byte says what the others are: a message, a text, or what both sides of a pairing are
// given. Each is refused or encodes to the same again; neither side gives or takes a kit.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  if (bytes.empty()) return false;
  const View rest = bytes.subspan(1);
  switch (std::to_integer<unsigned>(bytes[0]) % 3) {
    case 0:
      return is_message(rest);
    case 1:
      return is_text(rest);
    default:
      return is_survived(rest);
  }
}
