#pragma once

#include <unordered_map>

#include "client/store/authority.h"
#include "client/store/judge.h"
#include "shared/consent/visibility.h"

namespace alongside {

// Everything signed that this vault holds of one section, judged together. Loaded from the log;
// used where looking at single batches is not enough. Inside the caller's transaction, with no open
// batch.
class SectionRecords {
 public:
  SectionRecords(Vault& vault, const SectionRow& section);

  // Writes down which batches are applied, held or pending. True: what is applied has changed.
  bool write_standings();
  // Writes down the newest applied batch of each chain.
  void write_tips();
  // Makes the section's entries anew.
  void refold();

  Records& records() { return records_; }

 private:
  struct Loaded {
    std::int64_t row = 0;
    std::int64_t author = 0;
    bool is_owner = false;
    int standing = 0;  // as written down
    int unjudged = 0;  // a reason of judge.h why it is not among the records; 0: it is
    BatchRef ref;
  };
  void load_epochs(const SectionAuthority& authority);
  void load_batches(const SectionAuthority& authority);
  void load_batch(Statement& row, const SectionAuthority& authority);
  bool write_standing(const BatchHash& hash, const Loaded& loaded);
  void note_news(std::int64_t batch);

  Vault& vault_;
  SectionRow section_;
  Records records_;
  std::unordered_map<BatchHash, Loaded> batches_;
};

// Deps and skips from all records: where some batches are not applied.
Context records_context(Vault& vault, const SectionRow& section, const ChainRow& own);

// True if more than EPOCHs says what this vault reads of the section: it reads only from some point
// on, or a share of it was stopped once.
bool is_special_reader(Database& db, const SectionRow& section);

// Writes down that a batch cannot be read by this app, if so: it waits for a newer one.
void mark_if_unreadable(Vault& vault, const NewBatch& fresh);

}  // namespace alongside
