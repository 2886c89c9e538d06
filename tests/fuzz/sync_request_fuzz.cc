#include "shared/base/check.h"
#include "shared/protocol/messages.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"

namespace alongside {
namespace {

// What is accepted encodes to the same bytes, or to fewer where unknown odd keys were passed over.
template <class Decode>
bool try_one(View bytes, Decode decode) {
  const auto message = decode(bytes);
  if (!message) return false;
  const Bytes again = encode(*message);
  MUST(again.size() < bytes.size() || equal(again, bytes));
  MUST(decode(again).has_value());
  return true;
}

}  // namespace
}  // namespace alongside

// Requests as a server decodes them: each is refused, or encodes to the same bytes again.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  const bool is_sync = try_one(bytes, decode_sync_request);
  const bool is_have = try_one(bytes, decode_have_request);
  const bool is_enrol = try_one(bytes, decode_enrol_request);
  return is_sync || is_have || is_enrol;
}
