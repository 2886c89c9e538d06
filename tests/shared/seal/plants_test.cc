#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <catch2/catch_test_macros.hpp>

#include "shared/seal/blob.h"
#include "shared/seal/layout.h"
#include "shared/seal/passphrase.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

Bytes blob_at(const Address& address) {
  SeededRandom random(1);
  return seal_blob(Key(), address, {0, Bytes(10)}, random);
}

// Whether the golden plaintext that is refused for this reason still is, and for that reason.
bool refuses(const std::string& why) {
  for (const auto& vector : golden("blob").at("refused_plaintexts")) {
    if (vector.at("why") != why) continue;
    const auto read = read_layout(golden_bytes(vector.at("plaintext")));
    return !read && name_of(read.error().code) == vector.at("error").get<std::string>();
  }
  return false;
}

TEST_CASE("Seal.PlantedBugsAreCaught", "[seal][plant]") {
  Address other;
  other.bytes[0] = std::byte{1};
  CHECK(is_caught("seal_leaves_address_out",
                  [&] { return !open_blob(Key(), other, blob_at(Address{})); }));
  CHECK(is_caught("seal_version_is_ignored", [] {
    Bytes blob = blob_at(Address{});
    blob[0] = std::byte{9};
    const auto opened = open_blob(Key(), Address{}, blob);
    return !opened && opened.error().code == ErrorCode::unknown_version;
  }));
  CHECK(is_caught("padding_is_not_checked", [] { return refuses("padding that is not zero"); }));
  CHECK(is_caught("unpacks_without_a_limit",
                  [] { return refuses("one byte more than 1 MiB announced"); }));
  CHECK(is_caught("kdf_bounds_are_ignored", [] { return !check_cost({1, 8192}); }));
}

}  // namespace
}  // namespace alongside
#endif
