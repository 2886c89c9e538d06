#pragma once

#include <map>
#include <set>
#include <unordered_map>

#include "shared/change/deps.h"

namespace alongside {

// What an EPOCH or a stop notice says about chains: which ended, and what of them is accepted.
struct Verdict {
  std::set<AdmissionId> gone;        // admissions that may no longer write
  std::set<DeviceId> ended;          // devices that may no longer write
  std::vector<BatchRef> frontier;    // tips: each covers itself and its ancestors in its chain
  std::set<BatchHash> adopted;       // also accepted, one by one
  std::map<EntityId, std::set<BatchHash>> erased;  // erased entries, and the batches the ERASE had seen
};

// What visibility needs of an EPOCH.
struct EpochView {
  EpochId id;
  std::set<EpochId> past;             // all earlier EPOCHs
  std::set<AdmissionId> writers;      // admissions that may write under it (the owner's own may always)
  Verdict verdict;
};

// What visibility needs of a batch.
struct BatchView {
  CausalNode node;
  std::vector<EpochId> heads;
  std::vector<BatchHash> adopts;  // of its unredacted adoptions; counted only if the admission is own
};

// Why a batch is shown, or not.
enum class Standing : std::uint8_t { applied, held, pending };
enum class Reason : std::uint8_t {
  none,
  after_end,       // held: written after its share or its device was ended
  no_right,        // held: no right to write under the EPOCH it names
  waits_epoch,     // pending: an EPOCH it names is not here (`waits_for`)
  waits_batch,     // pending: a batch it follows is not here or pending itself (`waits_for`)
};
struct Visibility {
  Standing standing = Standing::pending;
  Reason reason = Reason::none;
  Hash waits_for;
  friend bool operator==(const Visibility&, const Visibility&) = default;
};

// Everything signed that one reader holds of one section; who sees what is a pure function of it
// (docs/spec/visibility.md). Adding is idempotent. Results are remembered until something is added.
class Records {
 public:
  void add_batch(BatchView batch);  // again with fewer adoptions after a redaction: replaces it
  void add_epoch(EpochView epoch);
  void add_notice(const Hash& id, Verdict notice);
  void set_base(std::vector<BatchRef> tips, std::set<BatchHash> single);  // a from-now reader's base

  Visibility of(const BatchHash& batch);
  std::vector<BatchHash> applied();           // in causal order, ties by (lamport, chain, seq, hash)
  std::vector<EpochId> heads() const;         // EPOCHs that no other lists as past, ascending
  std::map<EntityId, std::set<BatchHash>> erased() const;
  bool is_adopted(const BatchHash& batch);

  // The deps of a batch that a device writes now: the newest applied batch of each chain, and its own
  // newest one (`own`); and the skips: what lies below them and is not applied for it.
  std::vector<BatchRef> deps(const std::optional<BatchRef>& own);
  std::vector<BatchRef> skips(const std::vector<BatchRef>& deps, const DeviceId& device);

  const CausalGraph& graph() const { return graph_; }

 private:
  // (private state and memo: the implementation's own)
  CausalGraph graph_;
};

}  // namespace alongside
