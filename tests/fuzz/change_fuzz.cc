#include "shared/base/check.h"
#include "shared/change/change.h"
#include "tests/support/fuzz.h"

// A change is refused, or what was understood of it encodes to the same bytes (fewer, where it
// holds odd keys that this program does not know), and decodes to the same again.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  const auto change = decode_change(bytes);
  if (!change) return false;
  const Bytes again = encode_change(*change);
  MUST(again.size() < bytes.size() || equal(again, bytes));
  const auto twice = decode_change(again);
  MUST(twice.has_value() && encode_change(*twice) == again);
  return true;
}
