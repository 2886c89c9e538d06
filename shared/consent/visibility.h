#pragma once

#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "shared/change/deps.h"

namespace alongside {

// What an EPOCH or a stop notice says about chains: which ended, and what of them is accepted.
struct Verdict {
  std::set<AdmissionId> gone;      // admissions that may no longer write
  std::set<DeviceId> ended;        // devices that may no longer write
  std::vector<BatchRef> frontier;  // tips: each covers itself and its ancestors in its chain
  std::set<BatchHash> adopted;     // also accepted, one by one
  std::map<EntityId, std::set<BatchHash>>
      erased;  // erased entries, and the batches the ERASE had seen
};

// What visibility needs of an EPOCH.
struct EpochView {
  EpochId id;
  std::set<EpochId> past;         // all earlier EPOCHs
  std::set<AdmissionId> writers;  // admissions that may write under it (the owner's own may always)
  Verdict verdict;
};

// What visibility needs of a batch.
struct BatchView {
  CausalNode node;
  std::vector<EpochId> heads;
  std::vector<BatchHash>
      adopts;  // of its unredacted adoptions; counted only if the admission is own
};

// Why a batch is shown, or not.
enum class Standing : std::uint8_t { applied, held, pending };
enum class Reason : std::uint8_t {
  none,
  after_end,    // held: written after its share or its device was ended
  no_right,     // held: no right to write under the EPOCH it names
  waits_epoch,  // pending: an EPOCH it names is not here (`waits_for`)
  waits_batch,  // pending: a batch it follows is not here or pending itself (`waits_for`)
};
struct Visibility {
  Standing standing = Standing::pending;
  Reason reason = Reason::none;
  Hash waits_for;
  friend bool operator==(const Visibility&, const Visibility&) = default;
};

// Everything signed that one reader holds of one section; who sees what is a pure function of it
// (docs/spec/visibility.md). Adding is idempotent. Results are remembered until something is added
// that can change them. Nothing is recursive: chains, and adoptions of adoptions, can be long.
class Records {
 public:
  void add_batch(BatchView batch);  // again with other adoptions, after a redaction: replaces it
  void add_epoch(EpochView epoch);
  void add_notice(const Hash& id, Verdict notice);
  void set_base(std::vector<BatchRef> tips,
                std::set<BatchHash> single);  // a from-now reader's base

  // A batch that is not here waits for itself.
  Visibility of(const BatchHash& batch);
  std::vector<BatchHash> applied();    // in causal order, ties by (lamport, chain, seq, hash)
  std::vector<EpochId> heads() const;  // EPOCHs that no other lists as past, ascending
  std::map<EntityId, std::set<BatchHash>> erased() const;
  bool is_adopted(const BatchHash& batch);  // whether it is here or not
  // Whether an EPOCH that is here accepts a batch that is here.
  bool covers(const EpochId& epoch, const BatchHash& batch);

  // All batches that some EPOCH or adoption here accepts one by one: what the next EPOCH lists.
  std::set<BatchHash> adopted();

  // The deps of a batch that a device writes now: the newest applied batch of each chain, and its
  // own newest one (`own`); and the skips: what lies below them and is not applied for it. Both
  // ascend.
  std::vector<BatchRef> deps(const std::optional<BatchRef>& own);
  std::vector<BatchRef> skips(const std::vector<BatchRef>& deps, const DeviceId& device);

  const CausalGraph& graph() const { return graph_; }

  // How many batches, references and verdicts all answers so far have looked at: what the tests of
  // cost count.
  std::uint64_t steps() const { return steps_ + graph_.steps(); }

 private:
  struct Item {
    std::vector<EpochId> heads;
    std::vector<BatchHash> adopts;
  };
  // What all EPOCHs and notices say about one chain.
  struct ChainStanding {
    std::vector<std::shared_ptr<const Verdict>> ending;  // the verdicts that end it
    bool is_listed = false;                              // some EPOCH lets it write
  };

  void forget();
  void add_verdict(std::shared_ptr<const Verdict> verdict);
  void note_adoptions(const BatchRef& by, const Item& item, bool are_gone);
  bool bears_on_others(const BatchRef& batch) const;
  bool lists(const EpochView& epoch, const Chain& chain) const;
  const ChainStanding& standing_of(const Chain& chain);
  bool covers(const Verdict& verdict, const BatchRef& batch);
  bool is_beyond_an_end(const BatchRef& batch);
  bool is_covered_or_listed(const BatchRef& batch);
  Visibility unless_adopted(const BatchRef& batch);
  const Visibility& refusal(const BatchHash& batch);
  bool try_refusal(const BatchHash& batch, std::vector<BatchHash>& todo,
                   std::unordered_set<BatchHash>& begun);
  bool is_in_base(const BatchRef& batch);
  bool absence_blocks(const BatchRef& dep);
  const std::optional<BatchHash>& missing(const BatchHash& batch);
  void place_on_top(const BatchHash& hash);
  std::vector<BatchRef> skipped_below(const BatchRef& from, const DeviceId& device);

  CausalGraph graph_;
  std::unordered_map<BatchHash, Item> batches_;
  std::map<EpochId, std::shared_ptr<const EpochView>> epochs_;
  std::map<Hash, std::shared_ptr<const Verdict>> notices_;
  std::vector<BatchRef> base_tips_;
  std::set<BatchHash> base_single_;

  // Indexes over the above.
  std::vector<std::shared_ptr<const Verdict>> verdicts_;
  std::unordered_map<BatchHash, std::set<BatchHash>> adopters_;  // by whom in the owner's chains
  std::unordered_set<BatchHash> listed_adopted_;                 // by verdicts
  std::unordered_set<BatchHash> tips_;                           // of frontiers and of the base

  // Remembered answers.
  std::unordered_map<BatchHash, Visibility> refusals_;  // applied: none
  std::unordered_map<BatchHash, std::optional<BatchHash>> missing_;
  std::unordered_map<Chain, ChainStanding> standings_;
  std::optional<std::set<BatchRef>> newest_;  // applied batches without an applied successor
  std::vector<BatchHash> fresh_;              // added since newest_ was worked out
  std::unordered_map<BatchHash, std::vector<BatchRef>> skipped_;  // at or below earlier deps
  DeviceId skipped_for_;                                          // which device asked for them
  std::uint64_t steps_ = 0;
};

}  // namespace alongside
