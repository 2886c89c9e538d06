#include "shared/sign/hash.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

TEST_CASE("TaggedHash.PartsAreConcatenatedAsTheyAre", "[sign]") {
  const Hash whole = tagged_hash("alongside/blob", {view_of("abcdef")});
  REQUIRE(tagged_hash("alongside/blob", {view_of("abc"), view_of("def")}) == whole);
  REQUIRE(tagged_hash("alongside/blob", {view_of(""), view_of("abcdef"), {}}) == whole);
}

TEST_CASE("TaggedHash.NoBytesMoveBetweenTagAndParts", "[sign]") {
  REQUIRE(tagged_hash("ab", {view_of("c")}) != tagged_hash("a", {view_of("bc")}));
  REQUIRE(tagged_hash("a", {}) != tagged_hash("b", {}));
}

TEST_CASE("TaggedHash.GoldenHashesStand", "[sign][golden]") {
  const auto vectors = golden("hashes");
  for (const auto& vector : vectors.at("tagged")) {
    const auto tag = vector.at("tag").get<std::string>();
    INFO(tag);
    const Bytes message = golden_bytes(vector.at("message"));
    REQUIRE(tagged_hash(tag, {message}).hex() == vector.at("hash"));
  }
}

TEST_CASE("SplitSalt.ChildrenDifferFromEachOtherAndTheirParent", "[sign]") {
  const Salt salt;
  const SaltPair pair = split_salt(salt);
  REQUIRE(pair.left != pair.right);
  REQUIRE(pair.left != salt);
  REQUIRE(pair.left != split_salt(pair.left).left);
  const Hash both = tagged_hash("alongside/salt", {salt.view()});
  REQUIRE(pair.left.hex() + pair.right.hex() == both.hex());
}

}  // namespace
}  // namespace alongside
