#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <catch2/catch_test_macros.hpp>

#include "shared/sign/merkle.h"
#include "shared/sign/signature.h"
#include "tests/support/crypto.h"

namespace alongside {
namespace {

TEST_CASE("Sign.PlantedBugsAreCaught", "[sign][plant]") {
  CHECK(is_caught("signature_leaves_its_tag_out", [] {
    const SigningKey key{Key()};
    const Signature signature = key.sign("alongside/batch", view_of("bytes"));
    return !verify(key.as<DeviceId>().view(), "alongside/card", view_of("bytes"), signature);
  }));
  CHECK(is_caught("leaf_without_salt", [] {
    Salt other;
    other.bytes[0] = std::byte{1};
    return leaf_hash(Salt{}, view_of("a guess")) != leaf_hash(other, view_of("a guess"));
  }));
}

}  // namespace
}  // namespace alongside
#endif
