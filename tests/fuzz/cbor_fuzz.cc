#include "shared/base/check.h"
#include "tests/support/cbor_value.h"
#include "tests/support/fuzz.h"

// Every input is refused, or reads back to the same bytes; the typed functions and the one that
// passes over any item agree on which.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  const Result<CborValue> value = decode_value(bytes);
  MUST(is_canonical(bytes) == value.has_value());
  if (!value) return false;
  MUST(equal(encode_value(*value), bytes));
  return true;
}
