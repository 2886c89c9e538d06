#include "shared/sign/merkle.h"

#include <algorithm>
#include <numeric>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

// A batch's changes with the form in which someone holds them.
struct Held {
  std::vector<Bytes> changes;
  std::vector<MerkleLeaf> leaves;
  std::vector<Salt> salts;

  Hash root() const { return *merkle_root(leaves, salts); }
};

Held full(std::size_t count, std::uint64_t seed) {
  SeededRandom random(seed);
  Held held;
  for (std::size_t i = 0; i < count; ++i) held.changes.push_back(random.bytes(random.below(9)));
  for (const Bytes& change : held.changes) held.leaves.push_back({.change = change, .erased = {}});
  held.salts.push_back(random.id<Salt>());
  return held;
}

Held any_full() {
  return full(*rc::gen::inRange<std::size_t>(1, 40), *rc::gen::arbitrary<std::uint64_t>());
}

std::vector<std::size_t> any_of(const Held& held) {
  std::vector<std::size_t> indexes;
  const int share = *rc::gen::element(1, 4, 9, 10);
  for (std::size_t i = 0; i < held.leaves.size(); ++i) {
    if (*rc::gen::inRange(0, 10) < share) indexes.push_back(i);
  }
  return indexes;
}

bool same(const Held& a, const Held& b) {
  const auto same_leaf = [](const MerkleLeaf& x, const MerkleLeaf& y) {
    return x.is_erased == y.is_erased && x.erased == y.erased && equal(x.change, y.change);
  };
  return a.salts == b.salts &&
         std::equal(a.leaves.begin(), a.leaves.end(), b.leaves.begin(), b.leaves.end(), same_leaf);
}

// The definition, leaf by leaf and level by level, with every salt worked out from the seed.
Hash slow_root(const std::vector<Bytes>& changes, std::size_t begin, std::size_t size, Salt salt) {
  if (size == 1) return tagged_hash("alongside/leaf", {salt.view(), changes[begin]});
  std::size_t middle = 1;
  while (middle * 2 < size) middle *= 2;
  const Hash left = slow_root(changes, begin, middle, split_salt(salt).left);
  const Hash right = slow_root(changes, begin + middle, size - middle, split_salt(salt).right);
  return tagged_hash("alongside/node", {left.view(), right.view()});
}

TEST_CASE("Merkle.RootIsThatOfTheDefinition", "[sign]") {
  check_property("definition", [] {
    const Held held = any_full();
    RC_ASSERT(held.root() == slow_root(held.changes, 0, held.changes.size(), held.salts[0]));
  });
}

TEST_CASE("Merkle.RedactedFormsHaveTheSameRoot", "[sign]") {
  check_property("redaction", [] {
    const Held whole = any_full();
    Held held = whole;
    const auto erase = any_of(held);
    RC_ASSERT(redact(held.leaves, held.salts, erase).has_value());
    RC_ASSERT(held.root() == whole.root());
    for (const std::size_t index : erase) {
      RC_ASSERT(held.leaves[index].is_erased && held.leaves[index].change.empty());
    }
  });
}

TEST_CASE("Merkle.EveryEraseSetOfSevenLeavesKeepsTheRoot", "[sign]") {
  const Held whole = full(7, 3);
  for (unsigned set = 0; set < 128; ++set) {
    std::vector<std::size_t> erase;
    for (std::size_t i = 0; i < 7; ++i) {
      if (set >> i & 1u) erase.push_back(i);
    }
    Held held = whole;
    REQUIRE(redact(held.leaves, held.salts, erase));
    REQUIRE(held.root() == whole.root());
    const auto erased = std::count_if(held.leaves.begin(), held.leaves.end(),
                                      [](const MerkleLeaf& leaf) { return leaf.is_erased; });
    REQUIRE(static_cast<std::size_t>(erased) == erase.size());
  }
}

TEST_CASE("Merkle.RedactingTwiceIsRedactingTheUnion", "[sign]") {
  check_property("union", [] {
    const Held whole = any_full();
    Held in_steps = whole;
    Held at_once = whole;
    auto all = any_of(whole);
    const auto more = any_of(whole);
    RC_ASSERT(redact(in_steps.leaves, in_steps.salts, all).has_value());
    RC_ASSERT(redact(in_steps.leaves, in_steps.salts, more).has_value());
    all.insert(all.end(), more.begin(), more.end());
    std::sort(all.begin(), all.end());
    RC_ASSERT(redact(at_once.leaves, at_once.salts, all).has_value());
    RC_ASSERT(same(in_steps, at_once));
  });
}

TEST_CASE("Merkle.SaltsThatRemainDoNotGiveErasedOnesAway", "[sign]") {
  // The salt of an erased leaf is below no salt that remains: none of theirs gives its hash.
  const Held whole = full(8, 5);
  Held held = whole;
  REQUIRE(redact(held.leaves, held.salts, {5}));
  REQUIRE(held.salts.size() == 3);
  std::vector<Salt> known = held.salts;
  for (std::size_t i = 0; i < known.size() && known.size() < 60; ++i) {
    const SaltPair pair = split_salt(known[i]);
    known.push_back(pair.left);
    known.push_back(pair.right);
  }
  for (const Salt& salt : known) {
    REQUIRE(leaf_hash(salt, whole.changes[5]) != held.leaves[5].erased);
  }
}

TEST_CASE("Merkle.AnyOtherChangeLeafOrSaltGivesAnotherRoot", "[sign]") {
  check_property("tampering", [] {
    const Held whole = any_full();
    Held held = whole;
    RC_ASSERT(redact(held.leaves, held.salts, any_of(held)).has_value());
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, held.leaves.size());
    const Bytes other = *from_hex("00112233445566778899");
    MerkleLeaf& leaf = held.leaves[at];
    if (leaf.is_erased) {
      leaf.erased.bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= std::byte{1};
    } else {
      leaf.change = other;
    }
    RC_ASSERT(held.root() != whole.root());
  });
  check_property("other salts", [] {
    Held held = any_full();
    const Hash root = held.root();
    held.salts[0].bytes[*rc::gen::inRange<std::size_t>(0, 16)] ^= std::byte{1};
    RC_ASSERT(held.root() != root);
  });
}

TEST_CASE("Merkle.SwappedChangesGiveAnotherRoot", "[sign]") {
  Held held = full(6, 9);
  const Hash root = held.root();
  std::swap(held.leaves[0], held.leaves[1]);
  REQUIRE(held.root() != root);
}

TEST_CASE("Merkle.ANodeIsNeverALeaf", "[sign]") {
  // Both children of a node as the change of one leaf: the tags keep the two apart.
  const Held held = full(2, 1);
  const SaltPair salts = split_salt(held.salts[0]);
  Bytes children = copy_of(leaf_hash(salts.left, held.changes[0]).view());
  append(children, leaf_hash(salts.right, held.changes[1]).view());
  REQUIRE(tagged_hash("alongside/leaf", {children}) != held.root());
  REQUIRE(tagged_hash("alongside/node", {children}) == held.root());
}

TEST_CASE("Merkle.AnotherNumberOfSaltsIsRefused", "[sign]") {
  check_property("salts", [] {
    Held held = any_full();
    RC_ASSERT(redact(held.leaves, held.salts, any_of(held)).has_value());
    std::vector<Salt> more = held.salts;
    more.emplace_back();
    RC_ASSERT(merkle_root(held.leaves, more).error().code == ErrorCode::malformed);
    RC_ASSERT(redact(held.leaves, more, {}).error().code == ErrorCode::malformed);
    if (held.salts.empty()) return;
    std::vector<Salt> fewer = held.salts;
    fewer.pop_back();
    RC_ASSERT(merkle_root(held.leaves, fewer).error().code == ErrorCode::malformed);
  });
}

TEST_CASE("Merkle.NoLeavesAreRefused", "[sign]") {
  REQUIRE(!merkle_root({}, {}));
  REQUIRE(!merkle_root({}, {Salt{}}));
}

TEST_CASE("Merkle.GoldenRootsStand", "[sign][golden]") {
  const auto vectors = golden("hashes");
  for (const auto& vector : vectors.at("merkle")) {
    Held held;
    for (const auto& change : vector.at("changes")) held.changes.push_back(golden_bytes(change));
    for (const Bytes& change : held.changes)
      held.leaves.push_back({.change = change, .erased = {}});
    held.salts.push_back(*Salt::from(golden_bytes(vector.at("salt"))));
    REQUIRE(held.root().hex() == vector.at("root"));
    REQUIRE(redact(held.leaves, held.salts, vector.at("erase").get<std::vector<std::size_t>>()));
    const auto& salts = vector.at("salts_left");
    REQUIRE(held.salts.size() == salts.size());
    for (std::size_t i = 0; i < salts.size(); ++i) REQUIRE(held.salts[i].hex() == salts.at(i));
    REQUIRE(held.root().hex() == vector.at("root"));
  }
}

}  // namespace
}  // namespace alongside
