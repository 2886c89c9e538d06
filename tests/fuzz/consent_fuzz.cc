#include "shared/base/check.h"
#include "shared/consent/card_codec.h"
#include "shared/consent/message.h"
#include "shared/consent/own_keys.h"
#include "shared/consent/recovery.h"
#include "shared/consent/role_words.h"
#include "shared/consent/section_word.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"

namespace alongside {
namespace {

// Odd keys of a newer app are passed over, so what comes back may be shorter.
bool holds(View again, View bytes) { return again.size() < bytes.size() || equal(again, bytes); }

template <class Decoded, class Encode>
bool law(const Decoded& decoded, View bytes, Encode encode) {
  if (!decoded) return false;
  MUST(holds(encode(*decoded), bytes));
  return true;
}

}  // namespace
}  // namespace alongside

// The first byte says which format the others are; each is refused, or encodes to the same bytes
// again.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  if (bytes.empty()) return false;
  const View rest = bytes.subspan(1);
  switch (std::to_integer<unsigned>(bytes[0]) % 11) {
    case 0:
      return law(decode_card(rest), rest, encode_card);
    case 1:
      return law(decode_epoch_body(rest), rest, encode_epoch_body);
    case 2:
      return law(decode_grant(rest), rest, encode_grant);
    case 3:
      return law(decode_notice(rest), rest, encode_notice);
    case 4:
      return law(decode_own_keys(rest), rest, encode_own_keys);
    case 5:
      return law(decode_section_word(rest), rest, encode_section_word);
    case 6:
      return law(decode_sealed_to_device(rest), rest, encode_sealed_to_device);
    case 8:
      return law(decode_role_key(rest), rest, encode_role_key);
    case 9:
      return law(decode_told(rest), rest, encode_told);
    case 10:
      return law(decode_kit(rest), rest, encode_kit);
    default:
      return decode_fact(RootId{}, rest).has_value();
  }
}
