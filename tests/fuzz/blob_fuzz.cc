#include "shared/base/check.h"
#include "shared/seal/aead.h"
#include "shared/seal/layout.h"
#include "shared/seal/limits.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

bool same(const Payload& a, const Payload& b) { return a.kind == b.kind && a.bytes == b.bytes; }

// The input as it stands, as a blob: nobody finds a tag that fits.
void try_as_blob(const Key& key, const Address& address, View bytes) {
  MUST(!open_blob(key, address, bytes));
  MUST(!open_sealed(BoxKey(key), bytes));
}

}  // namespace

// The input is what lies under a valid seal: it is refused, or holds a payload within the limit
// that can be sealed and opened again.
bool fuzz_one(std::span<const std::byte> bytes) {
  static const Key key;
  static const Address address;
  try_as_blob(key, address, bytes);

  SeededRandom random(1);
  Bytes blob{std::byte{1}};
  Bytes associated{std::byte{1}};
  append(associated, address.view());
  append_sealed(blob, key, associated, bytes, random);
  const Result<Payload> opened = open_blob(key, address, blob);
  if (!opened) return false;
  MUST(opened->bytes.size() <= kMaxPayloadBytes);
  MUST(bytes.size() == padme(bytes.size()));
  const Result<Payload> again = open_blob(key, address, seal_blob(key, address, *opened, random));
  MUST(again.has_value() && same(*again, *opened));
  return true;
}

}  // namespace alongside
