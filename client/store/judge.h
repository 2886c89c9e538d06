#pragma once

#include <unordered_map>

#include "client/store/rows.h"
#include "shared/change/batch.h"
#include "shared/merge/fold.h"

namespace alongside {

// The log's reading end: which batches are applied, held or pending, and their fold into entries.
// Inside the caller's transaction.

// Which batch has which row, chain and seq; each is looked up once.
class BatchBook {
 public:
  explicit BatchBook(Database& db) : db_(db) {}
  struct Place {
    std::int64_t chain = 0;
    std::uint64_t seq = 0;
    bool is_owner = false;  // the admission is the owner's own
  };
  const Place& place(std::int64_t batch) const;
  std::optional<std::int64_t> number_of(const BatchHash& hash) const;
  bool is_owner(std::int64_t batch) const { return place(batch).is_owner; }

 private:
  Database& db_;
  mutable std::unordered_map<std::int64_t, Place> places_;
  mutable std::unordered_map<BatchHash, std::int64_t> numbers_;
};

// What a batch written now must name: the newest applied batch of each chain, and what lies below
// them without having been applied here.
struct Context {
  std::vector<BatchRef> deps, skips;
};
Context causal_context(Vault& vault, const SectionRow& section, const ChainRow& own);

// Seen marks and adoptions stand alone in their batch: what a batch of one change says.
struct Single {
  bool is_mark = false;
  Bytes adopts;  // batch hashes, one after the other
};
Single read_single(const Batch& batch);

// A batch that has just been stored and not been judged.
struct NewBatch {
  std::int64_t row = 0;
  Batch batch;
};

// Stores a batch of the section as received; nothing if it is here already. `bytes`: kept beside it
// unless a blob holds them. The signature has been checked by decode_batch.
std::optional<NewBatch> store_batch(Vault& vault, const SectionRow& section, Batch batch,
                                    const std::optional<Bytes>& bytes);

// A batch that is here without some of its words, and comes with more of them: they are here from
// now on. Words that were let go here stay gone. Gives whether anything came. Requires: it is here,
// and what is erased was taken off `batch`.
bool complete_batch(Vault& vault, const Batch& batch, View bytes);

// Judges what has just been stored, in the order it came, and folds what is applied. Closes the
// open batch first, so that its deps say exactly what this device had.
void settle(Vault& vault, std::int64_t section, const std::vector<NewBatch>& fresh);

// Judges all batches of a section from the beginning, after a card, an EPOCH or a notice came;
// refolds the section if what is applied has changed.
void judge_section(Vault& vault, std::int64_t section);

// Makes the section's entries anew from its log. Gives how many there are.
std::int64_t refold(Vault& vault, std::int64_t section);

// Why a batch is not applied, as kept in the `reason` column (beyond Reason of visibility.h).
inline constexpr int kReasonCard = 10;     // pending: the author's device is on no card known here
inline constexpr int kReasonNewer = 11;    // pending: needs a newer app
inline constexpr int kReasonForeign = 12;  // held: signed by a device that is not the author's

// A reason in one plain sentence.
std::string reason_text(int reason);

}  // namespace alongside
