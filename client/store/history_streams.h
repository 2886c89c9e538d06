#pragma once

#include "client/store/epochs.h"
#include "client/store/placing.h"
#include "client/store/section_records.h"

namespace alongside {

// What a reader who starts from now on is not to be given, whatever a server has lost: nobody seals
// a batch under an EPOCH one of whose members it is history for (docs/spec/sync.md). Inside the
// caller's transaction.

// Whether a batch may lie in the stream of an EPOCH: it is no history for any of its members.
class HistoryGuard {
 public:
  HistoryGuard(Vault& vault, const SectionRow& section);
  bool may_lie_under(const EpochId& epoch, const BatchHash& batch);
  // Under every newest EPOCH.
  bool may_be_placed(const BatchHash& batch);
  // True where no member of any newest EPOCH starts from some point on: all may be placed.
  bool guards_nothing() const { return starters_.empty(); }

  // Members of the newest EPOCHs who start from some point on.
  const std::vector<Member>& starters() const { return starters_; }
  const SectionEpochs& epochs() const { return epochs_; }
  Records& records();

 private:
  bool is_history_for(const Member& member, const EpochId& epoch, const BatchHash& batch);
  Vault& vault_;
  SectionRow section_;
  SectionEpochs epochs_;
  std::optional<SectionRecords> records_;  // read when first asked for: mostly nobody is guarded
  std::vector<Member> starters_;
};

// Puts what may not lie in the newest stream and lies nowhere else into streams of their own, each
// under the EPOCH whose members may have it. Requires: a section kept here, no open batch.
void place_history(Vault& vault, const SectionRow& section);

// Seals batches into a fresh stream beside an EPOCH, to be closed after use; gives its row.
std::int64_t seal_history(Vault& vault, const SectionRow& section, const EpochId& epoch,
                          const std::vector<Unplaced>& batches);

// A stream beside an EPOCH's own.
struct HistoryStream {
  StreamRow stream;
  EpochId epoch;
};
std::vector<HistoryStream> history_streams(Database& db, std::int64_t section);
void keep_history_stream(Database& db, std::int64_t section, std::int64_t stream,
                         const EpochId& epoch);

}  // namespace alongside
