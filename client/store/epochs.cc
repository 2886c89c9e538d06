#include "client/store/epochs.h"

#include <algorithm>

#include "client/store/identities.h"
#include "client/store/section_records.h"
#include "shared/base/check.h"
#include "shared/consent/members.h"

namespace alongside {

std::vector<SignedEpoch> epochs_of(Vault& vault, std::int64_t section) {
  std::vector<SignedEpoch> epochs;
  auto& rows = vault.db()
                   .statement("SELECT record FROM epoch WHERE section = ?1 ORDER BY id")
                   .bind(1, section);
  while (rows.step()) {
    auto epoch = decode_epoch(rows.blob(0));
    MUST(epoch);
    epochs.push_back(std::move(*epoch));
  }
  return epochs;
}

std::vector<EpochId> epoch_heads(Vault& vault, std::int64_t section) {
  std::set<EpochId> all, older;
  for (const SignedEpoch& epoch : epochs_of(vault, section)) {
    all.insert(epoch.id);
    older.insert(epoch.record.past.begin(), epoch.record.past.end());
  }
  std::vector<EpochId> heads;
  std::set_difference(all.begin(), all.end(), older.begin(), older.end(),
                      std::back_inserter(heads));
  return heads;
}

bool is_owners_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch) {
  const EpochRecord& record = epoch.record;
  if (record.space != section.space || record.section != section.number) return false;
  if (!record.signer) return true;  // a merge: its parents are judged, and it is made of them
  const auto card = known_card(vault, root_of_author(vault.db(), section.owner));
  return card && card->certified.count(*record.signer) != 0;
}

bool keep_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch) {
  const auto stream = find_stream(vault.db(), epoch.record.stream);
  vault.db()
      .statement(
          "INSERT OR IGNORE INTO epoch (epoch, section, stream, record) VALUES (?1, ?2, ?3, ?4)")
      .bind(1, epoch.id)
      .bind(2, section.id)
      .bind(3, stream ? std::optional(stream->id) : std::nullopt)
      .bind(4, encode_epoch(epoch))
      .run();
  return vault.db().changes() > 0;
}

void ensure_first_epoch(Vault& vault, const SectionRow& section) {
  auto& query =
      vault.db().statement("SELECT 1 FROM epoch WHERE section = ?1 LIMIT 1").bind(1, section.id);
  if (first_row(query, [](Statement&) { return true; })) return;
  StreamRow stream = own_stream(StreamSecrets::random(vault.random()), StreamPurpose::section);
  stream.section = section.id;
  put_stream(vault.db(), stream);
  EpochRecord record;
  record.space = section.space;
  record.section = section.number;
  record.signer = vault.device().id();
  record.stream = stream.address;
  record.at = vault.now_ms();
  keep_epoch(vault, section, seal_epoch(std::move(record), &vault.device().sign));
}

Result<SignedEpoch> make_share_epoch(Vault& vault, const SectionRow& section, const Share& share) {
  EpochMap known;
  for (SignedEpoch& epoch : epochs_of(vault, section.id)) {
    known.emplace(epoch.id, std::move(epoch.record));
  }
  const auto heads = epoch_heads(vault, section.id);
  if (heads.size() != 1) {
    return error(ErrorCode::refused, "Two devices changed who can see this; sync first.");
  }
  SectionRecords records(vault, section);
  EpochDraft draft;
  draft.space = section.space;
  draft.section = section.number;
  draft.parent = heads.front();
  draft.signer = vault.device().id();
  draft.shares = {share};
  draft.stream = known.at(heads.front()).stream;
  draft.at = vault.now_ms();
  draft.accepted = records.records().deps(std::nullopt);
  draft.adopted = records.records().adopted();
  TRY(EpochRecord record, derive_epoch(known, std::move(draft), records.records().graph()));
  SignedEpoch epoch = seal_epoch(std::move(record), &vault.device().sign);
  keep_epoch(vault, section, epoch);
  return epoch;
}

std::optional<StreamRow> target_stream(Vault& vault, std::int64_t section) {
  for (const SignedEpoch& epoch : epochs_of(vault, section)) {
    const auto heads = epoch_heads(vault, section);
    if (std::find(heads.begin(), heads.end(), epoch.id) == heads.end()) continue;
    const auto stream = find_stream(vault.db(), epoch.record.stream);
    const bool fits = stream && stream->epoch_key && stream->append_cap && stream->state == 0;
    if (fits) return stream;
  }
  return std::nullopt;
}

}  // namespace alongside
