#include "client/store/epochs.h"

#include <algorithm>

#include "client/store/identities.h"
#include "client/store/strip.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/kept_epoch.h"

namespace alongside {
namespace {

std::vector<EpochId> heads_of(const EpochMap& records) {
  std::set<EpochId> older;
  for (const auto& [id, record] : records) older.insert(record.past.begin(), record.past.end());
  std::vector<EpochId> heads;
  for (const auto& [id, record] : records) {
    if (!older.contains(id)) heads.push_back(id);
  }
  return heads;
}

// In a section kept here: what is written from now on goes nowhere but into the newest streams, and
// the earliest end of a share is known without looking at EPOCHs.
void follow_heads(Vault& vault, const SectionRow& section) {
  const SectionEpochs epochs = section_epochs(vault, section.id);
  std::optional<TimeMs> first_end;
  std::set<Address> current;
  for (const EpochId& head : epochs.heads) {
    const EpochRecord& record = epochs.records.at(head);
    current.insert(record.stream);
    for (const Member& member : record.members) {
      if (member.until) first_end = std::min(first_end.value_or(*member.until), *member.until);
    }
  }
  Database& db = vault.db();
  db.statement("UPDATE section SET until_ms = ?2 WHERE id = ?1")
      .bind(1, section.id)
      .bind(2, first_end)
      .run();
  for (const SignedEpoch& epoch : epochs.all) {
    if (current.contains(epoch.record.stream)) continue;
    db.statement("UPDATE stream SET to_close = 1 WHERE address = ?1 AND close_cap IS NOT NULL")
        .bind(1, epoch.record.stream)
        .run();
  }
}

// Whether a head lists nobody that another head leaves out: what is sealed under it then reaches no
// one whose share somebody has stopped.
bool is_safe(const EpochRecord& head, const SectionEpochs& epochs) {
  return std::all_of(epochs.heads.begin(), epochs.heads.end(), [&](const EpochId& id) {
    const EpochRecord& other = epochs.records.at(id);
    const bool lists_all = std::all_of(
        head.members.begin(), head.members.end(),
        [&](const Member& member) { return member_under(other, member.root) != nullptr; });
    return lists_all && std::includes(head.ended.begin(), head.ended.end(), other.ended.begin(),
                                      other.ended.end());
  });
}

}  // namespace

const EpochRecord* SectionEpochs::head() const {
  return heads.size() == 1 ? &records.at(heads.front()) : nullptr;
}

SectionEpochs section_epochs(Vault& vault, std::int64_t section) {
  SectionEpochs epochs;
  epochs.all = epochs_of(vault, section);
  for (const SignedEpoch& epoch : epochs.all) epochs.records.emplace(epoch.id, epoch.record);
  epochs.heads = heads_of(epochs.records);
  return epochs;
}

std::vector<SignedEpoch> epochs_of(Vault& vault, std::int64_t section) {
  std::vector<SignedEpoch> epochs;
  auto& rows = vault.db()
                   .statement("SELECT record FROM epoch WHERE section = ?1 ORDER BY id")
                   .bind(1, section);
  while (rows.step()) {
    auto epoch = decode_kept_epoch(rows.blob(0));
    MUST(epoch);
    epochs.push_back(std::move(*epoch));
  }
  return epochs;
}

std::vector<EpochId> epoch_heads(Vault& vault, std::int64_t section) {
  return section_epochs(vault, section).heads;
}

bool is_owners_epoch(Vault& vault, const SectionRow& section, const SignedEpoch& epoch) {
  const EpochRecord& record = epoch.record;
  if (record.space != section.space || record.section != section.number) return false;
  if (!record.signer) return true;  // a merge: its parents are judged, and it is made of them
  const auto card = known_card(vault, root_of_author(vault.db(), section.owner));
  return card && (card->certified.count(*record.signer) != 0 || PLANT(epochs_of_anyone_count));
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
  if (vault.db().changes() == 0) return false;
  mark_to_publish(vault.db(), section.id);
  if (section.is_owner()) follow_heads(vault, section);
  note_erased(vault, section, epoch.record.erased);
  return true;
}

void ensure_first_epoch(Vault& vault, const SectionRow& section) {
  auto& query =
      vault.db().statement("SELECT 1 FROM epoch WHERE section = ?1 LIMIT 1").bind(1, section.id);
  if (first_row(query, [](Statement&) { return true; })) return;
  const StreamRow stream = section_stream(OwnedStream::random(vault.random()), section.id);
  put_stream(vault.db(), stream);
  EpochRecord record;
  record.space = section.space;
  record.section = section.number;
  record.signer = vault.device().id();
  record.stream = stream.address;
  record.at = vault.now_ms();
  keep_epoch(vault, section, seal_epoch(std::move(record), &vault.device().sign));
}

std::optional<StreamRow> target_stream(Vault& vault, std::int64_t section) {
  const SectionEpochs epochs = section_epochs(vault, section);
  for (const EpochId& head : epochs.heads) {
    const EpochRecord& record = epochs.records.at(head);
    if (!is_safe(record, epochs)) continue;
    const auto stream = find_stream(vault.db(), record.stream);
    const bool fits = stream && stream->epoch_key && stream->append_cap && stream->state == 0 &&
                      !stream->was_closed;
    if (fits) return stream;
  }
  return std::nullopt;
}

const Member* member_under(const EpochRecord& epoch, const RootId& root) {
  for (const Member& member : epoch.members) {
    if (member.root == root) return &member;
  }
  return nullptr;
}

}  // namespace alongside
