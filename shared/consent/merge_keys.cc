#include "shared/consent/merge_keys.h"

#include "shared/base/check.h"

namespace alongside {

OwnedStream OwnedStream::random(Random& source) {
  return {StreamSecrets::random(source), Key::random(source)};
}

OwnedStream merge_streams(const std::vector<MergeParent>& parents) {
  MUST(parents.size() > 1);
  Bytes all;
  for (const MergeParent& parent : parents) {
    append(all, parent.id.view());
    append(all, parent.stream.secrets.epoch_key.view());
    append(all, parent.stream.merge.view());
  }
  const Hash hash = tagged_hash("alongside/merge-seed", {all});
  const auto seed = Key::from(hash.view());
  MUST(seed);
  OwnedStream merged;
  merged.secrets.epoch_key = derive_key(*seed, "alongside/key/merge-epoch");
  merged.secrets.append = derive_key(*seed, "alongside/key/merge-append");
  merged.secrets.close = derive_key(*seed, "alongside/key/merge-close");
  merged.secrets.drop = derive_key(*seed, "alongside/key/merge-drop");
  merged.merge = derive_key(*seed, "alongside/key/merge");
  return merged;
}

}  // namespace alongside
