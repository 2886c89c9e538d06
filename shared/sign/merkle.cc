#include "shared/sign/merkle.h"

#include <bit>
#include <optional>
#include <span>

#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// The leaves `begin` … `begin + size - 1` under one node.
struct Subtree {
  std::size_t begin;
  std::size_t size;

  // Requires: size > 1.
  Subtree left() const { return {begin, std::bit_floor(size - 1)}; }
  Subtree right() const { return {begin + left().size, size - left().size}; }
};

// Answers in constant time whether a subtree has a marked leaf.
class Marks {
 public:
  explicit Marks(const std::vector<MerkleLeaf>& leaves) : before_(leaves.size() + 1) {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      before_[i + 1] = before_[i] + (leaves[i].is_erased ? 1u : 0u);
    }
  }
  bool none_in(Subtree tree) const {
    return before_[tree.begin] == before_[tree.begin + tree.size];
  }

 private:
  std::vector<std::size_t> before_;  // how many marked leaves stand before each
};

Hash node_hash(const Hash& left, const Hash& right) {
  return tagged_hash("alongside/node", {left.view(), right.view()});
}

// The root over leaves of which none is erased.
Hash intact_root(std::span<const MerkleLeaf> leaves, const Salt& salt) {
  if (leaves.size() == 1) return leaf_hash(salt, leaves[0].change);
  const SaltPair salts = split_salt(salt);
  const std::size_t middle = Subtree{0, leaves.size()}.left().size;
  return node_hash(intact_root(leaves.first(middle), salts.left),
                   intact_root(leaves.subspan(middle), salts.right));
}

std::size_t intact_subtrees(const Marks& erased, Subtree tree) {
  if (erased.none_in(tree)) return 1;
  if (tree.size == 1) return 0;
  return intact_subtrees(erased, tree.left()) + intact_subtrees(erased, tree.right());
}

bool salts_fit(const std::vector<MerkleLeaf>& leaves, const std::vector<Salt>& salts) {
  if (leaves.empty()) return false;
  return intact_subtrees(Marks(leaves), {0, leaves.size()}) == salts.size();
}

Error malformed() {
  return error(ErrorCode::malformed, "The salts of a batch do not fit its changes.");
}

// Hashes a tree with erased leaves, taking the salts in order.
class RedactedRoot {
 public:
  RedactedRoot(const std::vector<MerkleLeaf>& leaves, const std::vector<Salt>& salts)
      : leaves_(leaves), erased_(leaves), next_(salts.begin()) {}

  Hash of(Subtree tree) {
    if (erased_.none_in(tree)) {
      return intact_root(std::span(leaves_).subspan(tree.begin, tree.size), *next_++);
    }
    if (tree.size == 1) return leaves_[tree.begin].erased;
    const Hash left = of(tree.left());
    return node_hash(left, of(tree.right()));
  }

 private:
  const std::vector<MerkleLeaf>& leaves_;
  Marks erased_;
  std::vector<Salt>::const_iterator next_;
};

// Walks the tree with the marks before and after an erasure, passing salts down from where the old
// ones stood to where the new ones stand.
class Redaction {
 public:
  Redaction(std::vector<MerkleLeaf>& leaves, const Marks& before, const Marks& after,
            const std::vector<Salt>& salts)
      : leaves_(leaves), before_(before), after_(after), next_(salts.begin()) {}

  void walk(Subtree tree, std::optional<Salt> salt) {
    if (!salt && before_.none_in(tree)) salt = *next_++;
    if (after_.none_in(tree)) {
      kept.push_back(*salt);
    } else if (tree.size > 1) {
      std::optional<Salt> left;
      std::optional<Salt> right;
      if (salt) {
        const SaltPair salts = split_salt(*salt);
        left = salts.left;
        right = salts.right;
      }
      walk(tree.left(), left);
      walk(tree.right(), right);
    } else if (salt) {
      MerkleLeaf& leaf = leaves_[tree.begin];
      leaf = {.change = {}, .erased = leaf_hash(*salt, leaf.change), .is_erased = true};
    }
  }

  std::vector<Salt> kept;

 private:
  std::vector<MerkleLeaf>& leaves_;
  const Marks& before_;
  const Marks& after_;
  std::vector<Salt>::const_iterator next_;
};

}  // namespace

Hash leaf_hash(const Salt& salt, View change) {
  if (PLANT(leaf_without_salt)) return tagged_hash("alongside/leaf", {change});
  return tagged_hash("alongside/leaf", {salt.view(), change});
}

Result<Hash> merkle_root(const std::vector<MerkleLeaf>& leaves, const std::vector<Salt>& salts) {
  if (!salts_fit(leaves, salts)) return malformed();
  return RedactedRoot(leaves, salts).of({0, leaves.size()});
}

Result<bool> redact(std::vector<MerkleLeaf>& leaves, std::vector<Salt>& salts,
                    const std::vector<std::size_t>& erase) {
  if (!salts_fit(leaves, salts)) return malformed();
  std::vector<MerkleLeaf> wanted(leaves);
  for (const std::size_t index : erase) {
    MUST(index < leaves.size());
    wanted[index].is_erased = true;
  }
  const Marks before(leaves);
  const Marks after(wanted);
  Redaction redaction(leaves, before, after, salts);
  redaction.walk({0, leaves.size()}, std::nullopt);
  salts = std::move(redaction.kept);
  return true;
}

}  // namespace alongside
