#pragma once

#include <vector>

#include "shared/consent/epoch.h"
#include "shared/seal/keys.h"

namespace alongside {

// A stream as the owner's devices have it. `merge` goes into the keys of merges and is never given
// to anybody else, so that nobody outside can work those out.
struct OwnedStream {
  StreamSecrets secrets;
  Key merge;

  static OwnedStream random(Random& source);
};

// One parent of a merge: its id, and the stream that is written to under it.
struct MergeParent {
  EpochId id;
  OwnedStream stream;
};

// The stream of a merge EPOCH: a function of its parents' keys alone, so that devices that merge
// apart make the same one (docs/spec/keys.md). Requires: at least two parents, ascending by id.
OwnedStream merge_streams(const std::vector<MergeParent>& parents);

}  // namespace alongside
