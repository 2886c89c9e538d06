#include "shared/base/check.h"
#include "shared/change/batch.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"

namespace alongside {
namespace {

// A fuzzer cannot sign: the header is tried by itself as well.
void try_header(View bytes) {
  const auto header = decode_header(bytes);
  if (!header) return;
  const Bytes again = encode_header(*header);
  MUST(again.size() < bytes.size() || equal(again, bytes));
}

}  // namespace
}  // namespace alongside

// A batch is refused, or encodes to the same bytes again.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  try_header(bytes);
  const auto batch = decode_batch(bytes);
  if (!batch) return false;
  MUST(equal(encode_batch(*batch), bytes));
  return true;
}
