#include "client/store/rotate.h"

#include <algorithm>

#include "client/store/judge.h"
#include "client/store/log.h"
#include "client/store/section_records.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/change/limits.h"

namespace alongside {
namespace {

// What the signer's records say at this moment.
EpochDraft draft_for(Vault& vault, const SectionRow& section, EpochAct act, Records& records) {
  EpochDraft draft;
  draft.space = section.space;
  draft.section = section.number;
  draft.signer = vault.device().id();
  draft.shares = std::move(act.shares);
  draft.stops = std::move(act.stops);
  draft.ends = std::move(act.ends);
  draft.erases = std::move(act.erases);
  draft.seen = std::move(act.seen);
  draft.at = vault.now_ms();
  draft.accepted = records.deps(std::nullopt);
  draft.adopted = records.adopted();
  return draft;
}

// The stream of an EPOCH that begins a key; nothing: it goes on in its parent's.
std::optional<StreamRow> fresh_stream(Vault& vault, const SectionRow& section,
                                      const EpochAct& act) {
  if (!act.begins_key() || PLANT(a_stop_keeps_the_key)) return std::nullopt;
  return section_stream(OwnedStream::random(vault.random()), section.id);
}

}  // namespace

bool EpochAct::begins_key() const {
  const bool from_now =
      std::any_of(shares.begin(), shares.end(), [](const Share& share) { return !share.full; });
  return from_now || !stops.empty() || !ends.empty() || !erases.empty() || fresh_key;
}

Result<SignedEpoch> make_epoch(Vault& vault, const SectionRow& section, EpochAct act) {
  close_open_batch(vault, section.id);
  merge_heads(vault, section);
  const SectionEpochs epochs = section_epochs(vault, section.id);
  const EpochRecord* head = epochs.head();
  if (head == nullptr) {
    return error(ErrorCode::refused,
                 "Another of your devices changed who can see this; sync first.");
  }
  const auto fresh = fresh_stream(vault, section, act);
  SectionRecords loaded(vault, section);
  EpochDraft draft = draft_for(vault, section, std::move(act), loaded.records());
  draft.parent = epochs.heads.front();
  draft.stream = fresh ? fresh->address : head->stream;
  TRY(EpochRecord record, derive_epoch(epochs.records, std::move(draft), loaded.records().graph()));
  if (record.past.size() > kMaxRefs || record.frontier.size() > kMaxRefs ||
      record.adopted.size() > kMaxRefs || record.erased.size() > kMaxRefs) {
    return error(ErrorCode::too_large, "Who can see this part has changed too often.");
  }
  if (fresh) put_stream(vault.db(), *fresh);
  SignedEpoch epoch = seal_epoch(std::move(record), &vault.device().sign);
  keep_epoch(vault, section, epoch);
  judge_section(vault, section.id);
  return epoch;
}

bool merge_heads(Vault& vault, const SectionRow& section) {
  const SectionEpochs epochs = section_epochs(vault, section.id);
  if (epochs.heads.size() < 2) return false;
  std::vector<MergeParent> parents;
  for (const EpochId& id : epochs.heads) {
    const auto stream = find_stream(vault.db(), epochs.records.at(id).stream);
    const auto owned = stream ? stream->owned() : std::nullopt;
    if (!owned) return false;
    parents.push_back({id, *owned});
  }
  close_open_batch(vault, section.id);
  const StreamRow stream = section_stream(merge_streams(parents), section.id);
  const std::set<EpochId> heads(epochs.heads.begin(), epochs.heads.end());
  auto record = derive_merge(epochs.records, heads, stream.address);
  if (!record) return false;  // an earlier EPOCH is not here
  put_stream(vault.db(), stream);
  keep_epoch(vault, section, seal_epoch(std::move(*record), nullptr));
  judge_section(vault, section.id);
  return true;
}

}  // namespace alongside
