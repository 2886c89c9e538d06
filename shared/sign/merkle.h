#pragma once

#include <vector>

#include "shared/sign/hash.h"

namespace alongside {

// A Merkle tree with one salted leaf per change (docs/spec/batch.md): an erased change is replaced
// by its leaf hash, and neither the root nor any signature over it changes. The tree over n leaves
// splits at the largest power of two below n, as in RFC 6962; leaves and nodes have different tags.
// Salts come from one 16-byte seed down the same tree, so the whole batch carries 16 bytes of salt
// and a redacted one carries only the salts of subtrees with nothing erased: the erased value
// cannot be guessed from its leaf.

// One leaf: either a change in full or, where it was erased, only its leaf hash.
struct MerkleLeaf {
  View change;  // empty if erased
  Hash erased;  // the leaf hash, if erased
  bool is_erased = false;
};

// The hash of a leaf: H("alongside/leaf", salt, change).
Hash leaf_hash(const Salt& salt, View change);

// The root over `leaves`, whose salts are given for the maximal subtrees without an erased leaf, in
// order from left to right (for a full batch: one salt, the seed).
// Errors: malformed if the number of salts does not fit, or there is no leaf.
Result<Hash> merkle_root(const std::vector<MerkleLeaf>& leaves, const std::vector<Salt>& salts);

// The salts and leaf hashes that remain of a batch when the leaves at `erase` (ascending indexes)
// go as well. `leaves` and `salts` are as for merkle_root and are changed in place; leaves already
// erased stay so. Errors: as merkle_root.
Result<bool> redact(std::vector<MerkleLeaf>& leaves, std::vector<Salt>& salts,
                    const std::vector<std::size_t>& erase);

}  // namespace alongside
